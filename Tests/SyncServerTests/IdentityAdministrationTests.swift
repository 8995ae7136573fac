import CognitoWire
import HTTPTypes
import IdentityCore
import SyncCore
import Testing

/// What only the owner of pools may do, cognito-sync.md 3.3.
@Suite struct IdentityAdministrationTests {
  private let owner = TestService.developer

  private func makePool(
    _ service: TestService, _ configuration: IdentityPoolConfiguration? = nil
  ) async throws -> IdentityPool {
    try await service.call(
      CreateIdentityPool.self,
      configuration ?? IdentityPoolConfiguration(name: "App", allowsGuests: true), as: owner)
  }

  private func guests(
    _ count: Int, in pool: IdentityPoolID, of service: TestService
  ) async throws -> Set<IdentityID> {
    var guests: Set<IdentityID> = []
    for _ in 0..<count {
      guests.insert(try await service.call(GetID.self, GetID.Input(pool: pool), as: nil))
    }
    return guests
  }

  @Test func `pools are listed page by page with their names`() async throws {
    let service = try await TestService()
    var made: Set<String> = [try await service.pool().rawValue]
    for number in 0..<4 {
      let configuration = IdentityPoolConfiguration(name: "App \(number)", allowsGuests: false)
      made.insert(try await makePool(service, configuration).id.rawValue)
    }
    var listed: [ListIdentityPools.PoolName] = []
    var token: String?
    repeat {
      let page = try await service.call(
        ListIdentityPools.self, ListIdentityPools.Input(pageSize: 2, nextToken: token), as: owner)
      #expect(page.pools.count <= 2)
      listed += page.pools
      token = page.nextToken
    } while token != nil
    #expect(listed.count == 5)
    #expect(Set(listed.map(\.id.rawValue)) == made)
    #expect(listed.map(\.name).contains("App 3"))
  }

  @Test(arguments: ["ListIdentityPools", "ListIdentities"])
  func `a page has 1 to 60 entries, and its token is one of ours`(operation: String) async throws {
    let service = try await TestService()
    let pool = try await service.pool()
    for member in [
      #""MaxResults":0"#, #""MaxResults":61"#, #""NextToken":"x""#,
      #""MaxResults":1,"NextToken":"x""#,
    ] {
      let reply = try await service.send(
        .post, "/", #"{"IdentityPoolId":"\#(pool)",\#(member)}"#, as: owner,
        service: "cognito-identity",
        fields: [("X-Amz-Target", "AWSCognitoIdentityService.\(operation)")])
      #expect(reply.status == 400)
      #expect([.validation, .invalidParameter].contains(reply.error.code), "\(reply.bodyText)")
    }
  }

  @Test func `I-031 I-032 an update replaces all but the developer provider`() async throws {
    let service = try await TestService()
    let before = try await makePool(
      service,
      IdentityPoolConfiguration(
        name: "App", allowsGuests: true, allowsClassicFlow: false,
        supportedLoginProviders: ["graph.facebook.com": "1"], developerProviderName: "login.app",
        tags: ["a": "b"]))
    var wanted = IdentityPool(
      id: before.id, configuration: IdentityPoolConfiguration(name: "Other", allowsGuests: false))
    let after = try await service.call(UpdateIdentityPool.self, wanted, as: owner)
    wanted.configuration.developerProviderName = "login.app"
    #expect(after == wanted)
    #expect(try await service.call(DescribeIdentityPool.self, before.id, as: owner) == wanted)
    wanted.configuration.developerProviderName = "another"
    let error = await refusal {
      try await service.call(UpdateIdentityPool.self, wanted, as: owner)
    }
    #expect(error?.code == .invalidParameter)
  }

  @Test func `a deleted pool is gone with its identities`() async throws {
    let service = try await TestService()
    let pool = try await makePool(service).id
    let guest = try #require(try await guests(1, in: pool, of: service).first)
    _ = try await service.call(DeleteIdentityPool.self, pool, as: owner)
    for attempt in [
      await refusal { try await service.call(DescribeIdentityPool.self, pool, as: owner) },
      await refusal { try await service.call(DeleteIdentityPool.self, pool, as: owner) },
      await refusal { try await service.call(DescribeIdentity.self, guest, as: owner) },
      await refusal { try await service.credentials(for: guest) },
      await refusal { try await service.call(GetID.self, GetID.Input(pool: pool), as: nil) },
    ] { #expect(attempt?.code == .resourceNotFound) }
  }

  @Test func `identities are listed page by page, disabled ones on request`() async throws {
    let service = try await TestService()
    let pool = try await service.pool()
    let made = try await guests(5, in: pool, of: service)
    var listed: [IdentityDescription] = []
    var token: String?
    repeat {
      let page = try await service.call(
        ListIdentities.self,
        ListIdentities.Input(pool: pool, pageSize: 2, nextToken: token, hidesDisabled: true),
        as: owner)
      #expect(page.pool == pool)
      listed += page.identities
      token = page.nextToken
    } while token != nil
    #expect(listed.count == 5)
    #expect(Set(listed.map(\.identity)) == made)
    #expect(listed.allSatisfy { $0.logins.isEmpty && $0.created.milliseconds > 0 })
    let unknown = ListIdentities.Input(
      pool: try #require(IdentityPoolID("us-east-1:0")), pageSize: 2)
    let error = await refusal { try await service.call(ListIdentities.self, unknown, as: owner) }
    #expect(error?.code == .resourceNotFound)
  }

  @Test func `a description names providers and no users`() async throws {
    let service = try await TestService()
    let pool = try await service.pool()
    let token = try await service.signUp("mira").text("id_token")
    let logins = ["localhost": token]
    let identity = try await service.call(
      GetID.self, GetID.Input(pool: pool, logins: logins), as: nil)
    let described = try await service.call(DescribeIdentity.self, identity, as: owner)
    #expect(described.identity == identity)
    #expect(described.logins == ["localhost"])
  }

  @Test func `I-020 a merged identity is listed unless hidden`() async throws {
    let service = try await TestService()
    let pool = try await service.pool()
    let logins = ["localhost": try await service.signUp("mira").text("id_token")]
    let member = try await service.call(
      GetID.self, GetID.Input(pool: pool, logins: logins), as: nil)
    let guest = try await service.call(GetID.self, GetID.Input(pool: pool), as: nil)
    _ = try await service.credentials(for: guest, logins: logins)
    for (isHidden, expected) in [(true, [member]), (false, [member, guest])] {
      let page = try await service.call(
        ListIdentities.self,
        ListIdentities.Input(pool: pool, pageSize: 60, hidesDisabled: isHidden), as: owner)
      #expect(Set(page.identities.map(\.identity)) == Set(expected))
    }
  }

  @Test func `deleted identities lose their data and their credentials at once`() async throws {
    let service = try await TestService()
    let (gone, other) = (try await service.guest(), try await service.guest())
    let stranger = try #require(IdentityID("us-east-1:0"))
    let left = try await service.call(
      DeleteIdentities.self, [gone.identity, stranger], as: owner)
    #expect(
      left == [DeleteIdentities.Unprocessed(identity: stranger, reason: .accessDenied)])
    let credentials = await refusal { try await service.credentials(for: gone.identity) }
    #expect(credentials?.code == .resourceNotFound)
    let dataset = try #require(DatasetName("prefs"))
    let write = await refusal {
      try await service.call(
        UpdateRecords.self,
        UpdateRecords.Input(
          path: DatasetReference(pool: gone.pool, identity: gone.identity, name: dataset),
          sessionToken: "x",
          patches: [
            RecordPatch(
              key: try #require(RecordKey("a")), value: "1", syncCount: 0, deviceLastModified: nil)
          ]), as: gone.credentials)
    }
    #expect(write != nil)
    _ = try await service.call(DescribeIdentity.self, other.identity, as: owner)
  }

  @Test func `I-033 one to sixty identities are deleted at once`() async throws {
    let service = try await TestService()
    let id = try #require(IdentityID("us-east-1:0"))
    for count in [0, 61] {
      let error = await refusal {
        try await service.call(
          DeleteIdentities.self, Array(repeating: id, count: count), as: owner)
      }
      #expect(error?.code == .validation)
    }
  }

  @Test func `a pool has default roles, which can be replaced`() async throws {
    let service = try await TestService()
    let pool = try await makePool(service)
    let defaults = try await service.call(GetIdentityPoolRoles.self, pool.id, as: owner)
    #expect(defaults.roles == DefaultRoles(for: pool, account: "123456789012").poolRoles)
    var roles = defaults
    roles.roles = PoolRoles(unauthenticated: defaults.roles.authenticated)
    _ = try await service.call(SetIdentityPoolRoles.self, roles, as: owner)
    #expect(try await service.call(GetIdentityPoolRoles.self, pool.id, as: owner) == roles)
    let unknown = GetIdentityPoolRoles.Output(
      pool: try #require(IdentityPoolID("us-east-1:0")), roles: PoolRoles())
    let error = await refusal {
      try await service.call(SetIdentityPoolRoles.self, unknown, as: owner)
    }
    #expect(error?.code == .resourceNotFound)
  }

  @Test(arguments: [
    "ListIdentityPools", "ListIdentities", "DescribeIdentity", "UpdateIdentityPool",
    "DeleteIdentityPool", "DeleteIdentities", "GetIdentityPoolRoles", "SetIdentityPoolRoles",
  ])
  func `a user administers nothing`(operation: String) async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let body = """
      {"IdentityPoolId":"\(guest.pool)","IdentityId":"\(guest.identity)","MaxResults":1,\
      "IdentityIdsToDelete":["\(guest.identity)"],"Roles":{},"IdentityPoolName":"a",\
      "AllowUnauthenticatedIdentities":true}
      """
    let target = [("X-Amz-Target", "AWSCognitoIdentityService.\(operation)")]
    let unsigned = try await service.send(.post, "/", body, fields: target)
    #expect(unsigned.error.code == .missingAuthenticationToken)
    let signed = try await service.send(
      .post, "/", body, as: guest.credentials, service: "cognito-identity", fields: target)
    #expect([.notAuthorized, .accessDenied].contains(signed.error.code), "\(signed.bodyText)")
    _ = try await service.call(DescribeIdentity.self, guest.identity, as: owner)
  }
}
