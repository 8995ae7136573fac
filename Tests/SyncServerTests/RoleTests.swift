import CognitoWire
import HTTPTypes
import IdentityCore
import SyncCore
import Testing

@Suite struct RoleTests {
  @Test func `every pool has two roles with the documented policy`() async throws {
    let service = try await TestService()
    let configuration = IdentityPoolConfiguration(name: "Hundred Holds", allowsGuests: true)
    let pool = try await service.call(
      CreateIdentityPool.self, configuration, as: TestService.developer)
    let roles = try await service.call(ListRoles.self, NoInput(), as: TestService.developer)
    #expect(roles.count == 4)
    for forGuests in [true, false] {
      let name = try await service.roleName(of: pool.id, forGuests: forGuests)
      let role = try await service.call(DescribeRole.self, name, as: TestService.developer)
      #expect(roles.contains(role))
      #expect(role.permissionPolicy == DefaultRoles.permissionPolicy)
      #expect(role.trustPolicy.contains(pool.id.rawValue))
    }
  }

  @Test func `a role is made with both policies and changed one by one`() async throws {
    let service = try await TestService()
    let pool = try await service.pool()
    let trust = DefaultRoles.trustPolicy(for: pool, amr: "authenticated")
    var input = UpdateRole.Input(name: "Player", trustPolicy: trust)
    let missing = await refusal { [input] in
      try await service.call(UpdateRole.self, input, as: TestService.developer)
    }
    #expect(missing?.code == .resourceNotFound)
    input.permissionPolicy = DefaultRoles.permissionPolicy
    let made = try await service.call(UpdateRole.self, input, as: TestService.developer)
    let read = UpdateRole.Input(
      name: "Player",
      permissionPolicy: #"{"Statement":\#(statement("Allow", "cognito-sync:List*"))}"#)
    let changed = try await service.call(UpdateRole.self, read, as: TestService.developer)
    #expect(changed.trustPolicy == made.trustPolicy)
    #expect(changed.permissionPolicy == read.permissionPolicy)
    #expect(
      try await service.call(DescribeRole.self, "Player", as: TestService.developer) == changed)
  }

  @Test func `a broken policy is refused with what is wrong and where`() async throws {
    let service = try await TestService()
    let input = UpdateRole.Input(
      name: try await service.roleName(of: try await service.pool()),
      permissionPolicy: #"{"Statement":[\#(statement("Allow", "ListRecords"))]}"#)
    let error = await refusal {
      try await service.call(UpdateRole.self, input, as: TestService.developer)
    }
    #expect(error?.code == .invalidParameter)
    #expect(error?.message.contains("Statement[0].Action: 'ListRecords'") == true)
    _ = try await service.list(try await service.guest())
  }

  @Test func `a role nobody made is not found`() async throws {
    let service = try await TestService()
    let error = await refusal {
      try await service.call(DescribeRole.self, "Nobody", as: TestService.developer)
    }
    #expect(error?.code == .resourceNotFound)
    #expect(error?.status == 404)
  }

  @Test func `roles are the owner's business`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    for target in ["/roles", "/roles/Player"] {
      #expect(try await service.send(.get, target, as: guest.credentials).status == 403)
      let unsigned = try await service.send(.get, target)
      #expect(unsigned.error.code == .missingAuthenticationToken)
    }
    let raised = try await service.send(
      .put, "/roles/\(try await service.roleName(of: guest.pool))",
      #"{"PermissionPolicy":"{}"}"#, as: guest.credentials)
    #expect(raised.error.code == .accessDenied)
  }
}
