import CognitoWire
import HTTPTypes
import IdentityCore
import SyncCore
import Testing

@Suite struct IdentityTests {
  private let target = "AWSCognitoIdentityService."

  private func post(
    _ service: TestService, _ operation: String, _ body: String,
    fields: [(String, String)] = []
  ) async throws -> Reply {
    try await service.send(
      .post, "/", body, fields: [("X-Amz-Target", target + operation)] + fields)
  }

  @Test(arguments: ["GetCredentialsForIdentity", "GetOpenIdToken", "UnlinkIdentity"])
  func `I-001 all public operations ignore a bogus signature`(operation: String) async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let body = #"{"IdentityId":"\#(guest.identity)","Logins":{},"LoginsToRemove":[]}"#
    for signature in ["AWS4-HMAC-SHA256 Credential=bogus", "Bearer x"] {
      let reply = try await post(
        service, operation, body, fields: [("Authorization", signature)])
      // A guest has no login that could be unlinked.
      #expect(reply.status == (operation == "UnlinkIdentity" ? 400 : 200))
      #expect(reply.bodyText.contains("Logins don't match") == (reply.status == 400))
    }
  }

  @Test func `I-001 GetId ignores a bogus signature`() async throws {
    let service = try await TestService()
    let pool = try await service.pool()
    let reply = try await post(
      service, "GetId", #"{"IdentityPoolId":"\#(pool)"}"#,
      fields: [("Authorization", "AWS4-HMAC-SHA256 Credential=bogus")])
    #expect(reply.status == 200)
    #expect(!reply.text("IdentityId").isEmpty)
  }

  @Test(arguments: ["CreateIdentityPool", "DescribeIdentityPool"])
  func `I-002 other operations need a signature`(operation: String) async throws {
    let reply = try await post(try await TestService(), operation, "{}")
    #expect(reply.status == 403)
    #expect(reply.error.code == .missingAuthenticationToken)
  }

  @Test func `a guest's credentials do not manage pools`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let error = await refusal {
      try await service.call(DescribeIdentityPool.self, guest.pool, as: guest.credentials)
    }
    #expect(error?.code == .accessDenied)
    #expect(error?.status == 403)
  }

  @Test func `I-003 refusals are 400 with type and message`() async throws {
    let reply = try await post(
      try await TestService(), "GetId", #"{"IdentityPoolId":"us-east-1:0"}"#)
    #expect(reply.status == 400)
    #expect(reply.text("__type") == "ResourceNotFoundException")
    #expect(reply.text("message") == "IdentityPool 'us-east-1:0' not found.")
    #expect(reply.field("x-amzn-ErrorType") == "ResourceNotFoundException:")
  }

  @Test func `I-004 an unknown target is no operation`() async throws {
    let service = try await TestService()
    let reply = try await post(service, "ListPonies", "{}")
    #expect(reply.status == 400)
    #expect(reply.error.code == .unknownOperation)
    #expect(try await service.send(.post, "/", "{}").error.code == .unknownOperation)
  }

  @Test func `I-005 a malformed identifier and a malformed body are told apart`() async throws {
    let service = try await TestService()
    let id = try await post(service, "GetCredentialsForIdentity", #"{"IdentityId":"x y"}"#)
    #expect(id.error.code == .validation)
    #expect(id.status == 400)
    let body = try await post(service, "GetId", "{nonsense")
    #expect(body.error.code == .serialization)
  }

  @Test func `I-006 every guest is somebody else`() async throws {
    let service = try await TestService()
    let first = try await service.guest().identity.rawValue
    let second = try await service.guest().identity.rawValue
    #expect(first != second)
    let form = /us-east-1:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
    #expect(first.wholeMatch(of: form) != nil)
  }

  @Test func `I-007 a pool without guests refuses them`() async throws {
    let service = try await TestService()
    let pool = try await service.call(
      CreateIdentityPool.self, IdentityPoolConfiguration(name: "closed", allowsGuests: false),
      as: TestService.developer)
    let described = try await service.call(
      DescribeIdentityPool.self, pool.id, as: TestService.developer)
    #expect(described == pool)
    let error = await refusal {
      try await service.call(GetID.self, GetID.Input(pool: pool.id), as: nil)
    }
    #expect(error?.code == .notAuthorized)
    #expect(
      error?.message == "Unauthenticated access is not supported for this identity pool.")
  }

  @Test func `another account does not own the pool`() async throws {
    let service = try await TestService()
    let pool = try await service.pool()
    _ = try await service.call(
      GetID.self, GetID.Input(accountID: "123456789012", pool: pool), as: nil)
    let error = await refusal {
      try await service.call(
        GetID.self, GetID.Input(accountID: "999999999999", pool: pool), as: nil)
    }
    #expect(error?.code == .notAuthorized)
  }

  @Test func `I-014 credentials are as the old clients expect them`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await post(
      service, "GetCredentialsForIdentity", #"{"IdentityId":"\#(guest.identity)"}"#)
    let credentials = try #require(reply.json["Credentials"])
    #expect(credentials["SecretKey"] != nil)
    #expect(credentials["SessionToken"] != nil)
    #expect(reply.bodyText.contains(#""Expiration":1800003600.000"#))
    #expect(reply.field("Content-Type") == "application/x-amz-json-1.1")
  }

  @Test func `an identity nobody knows is not found`() async throws {
    let reply = try await post(
      try await TestService(), "GetCredentialsForIdentity", #"{"IdentityId":"us-east-1:0"}"#)
    #expect(reply.error.code == .resourceNotFound)
    #expect(reply.text("message") == "Identity 'us-east-1:0' not found.")
  }
}
