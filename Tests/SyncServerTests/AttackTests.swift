import CognitoWire
import HTTPTypes
import IdentityCore
import RequestSigning
import ServerStorage
import SyncCore
import SyncServer
import Testing

/// What somebody may try who sees or has credentials: nothing gets in, and every refusal is the
/// documented one.
@Suite struct AttackTests {
  /// A change of a signed request's `Authorization` header, and the code it is refused with.
  struct Forgery: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: WireErrorCode
    var change: @Sendable (String) -> String

    static let all = [
      Forgery(testDescription: "a tampered signature", code: .invalidSignature) {
        String($0.dropLast()) + ($0.hasSuffix("0") ? "1" : "0")
      },
      Forgery(testDescription: "a truncated signature", code: .invalidSignature) {
        String($0.dropLast(8))
      },
      Forgery(testDescription: "no signature at all", code: .incompleteSignature) {
        String($0.dropLast(64))
      },
      Forgery(testDescription: "a signature in capitals", code: .invalidSignature) {
        $0.dropLast(64) + $0.suffix(64).uppercased()
      },
      Forgery(testDescription: "another region", code: .invalidSignature) {
        $0.replacing("/us-east-1/", with: "/eu-west-1/")
      },
      Forgery(testDescription: "another service", code: .invalidSignature) {
        $0.replacing("/cognito-sync/", with: "/cognito-identity/")
      },
      Forgery(testDescription: "another day", code: .invalidSignature) {
        $0.replacing(/Credential=([^\/]+)\/\d{8}/) { "Credential=\($0.1)/20200101" }
      },
      Forgery(testDescription: "another end of the scope", code: .invalidSignature) {
        $0.replacing("aws4_request", with: "aws5_request")
      },
      Forgery(testDescription: "the owner's access key", code: .unrecognizedClient) {
        $0.replacing(
          /Credential=[^\/]+/, with: "Credential=\(TestService.developer.accessKeyID)")
      },
      Forgery(testDescription: "fewer signed headers", code: .invalidSignature) {
        $0.replacing(";x-amz-security-token", with: "")
      },
      Forgery(testDescription: "another algorithm", code: .incompleteSignature) {
        $0.replacing("AWS4-HMAC-SHA256", with: "AWS4-HMAC-SHA1")
      },
    ]
  }

  private func signed(
    _ service: TestService, _ guest: Guest, _ path: String, method: HTTPRequest.Method = .get,
    body: String = "", secondsAgo: Int64 = 0
  ) -> HTTPRequest {
    var request = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
    RequestSigner(credentials: guest.credentials, region: "us-east-1", service: "cognito-sync")
      .sign(
        &request, body: Array(body.utf8),
        at: service.clock.now.milliseconds - secondsAgo * 1_000)
    return request
  }

  private func send(
    _ request: HTTPRequest, _ body: String = "", to service: TestService
  ) async throws -> Reply {
    let (head, bytes) = try await service.responder.answer(request, body: Array(body.utf8))
    return Reply(head: head, body: bytes)
  }

  @Test(arguments: Forgery.all) func `a forged signature opens nothing`(forgery: Forgery)
    async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    var request = signed(service, guest, guest.path() + "/records")
    #expect(try await send(request, to: service).status == 200)
    let header = try #require(request.headerFields[.authorization])
    let forged = forgery.change(header)
    #expect(forged != header)
    request.headerFields[.authorization] = forged
    let reply = try await send(request, to: service)
    #expect(reply.status == 403)
    #expect(reply.error.code == forgery.code)
    #expect(!reply.bodyText.contains(guest.credentials.secretAccessKey))
  }

  @Test func `a commit that is sent again changes nothing`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let token = try await service.list(guest).sessionToken
    let body =
      #"{"SyncSessionToken":"\#(token)","RecordPatches":"#
      + #"[{"Op":"replace","Key":"a","Value":"1","SyncCount":0}]}"#
    let request = signed(service, guest, guest.path(), method: .post, body: body)
    #expect(try await send(request, body, to: service).status == 200)
    let again = try await send(request, body, to: service)
    #expect(again.error.code == .invalidParameter)
    #expect(again.text("message") == "SyncSessionToken not valid for these inputs")
    #expect(try await service.list(guest).records.map(\.syncCount) == [1])
  }

  @Test func `I-045 a request that was kept for later is refused`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let request = signed(service, guest, guest.path() + "/records", secondsAgo: 301)
    let reply = try await send(request, to: service)
    #expect(reply.error.code == .invalidSignature)
    #expect(reply.text("message").hasPrefix("Signature expired: "))
  }

  @Test(arguments: ["/./records", "/../records"])
  func `a path that means another one is refused before it is looked at`(end: String)
    async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    let path = guest.path().replacing("/datasets/prefs", with: "/datasets") + end
    let reply = try await send(signed(service, guest, path), to: service)
    #expect(reply.status == 400)
    #expect(reply.error.code == .invalidParameter)
  }

  @Test(arguments: [
    "us-east-1:*", "us-east-1:????????", "*", "${cognito-identity.amazonaws.com:sub}",
  ])
  func `an identity that is a pattern is no identity`(identity: String) async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let parts = guest.path().split(separator: "/")
    let encoded = identity.utf8.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
    let reply = try await service.send(
      .get, "/identitypools/\(parts[1])/identities/\(encoded)/datasets/prefs/records",
      as: guest.credentials)
    #expect(reply.status == 400)
    #expect(reply.error.code == .invalidParameter)
  }

  @Test func `a session token of another service is worth nothing`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    var stranger = guest
    let token = try #require(guest.credentials.sessionToken)
    for forged in [String(token.dropLast()), String(token.reversed()), token + "A", ""] {
      stranger.credentials.sessionToken = forged
      let error = await refusal { [stranger] in try await service.list(stranger) }
      #expect(error?.code == .unrecognizedClient)
    }
  }

  @Test func `a guest who was merged away reads and writes no more`() async throws {
    let service = try await TestService()
    let member = try await service.member()
    let guest = try await service.guest()
    _ = try await service.list(guest)
    let login = ["localhost": try await service.signIn("ann").text("id_token")]
    _ = try await service.credentials(for: guest.identity, logins: login)
    let error = await refusal { try await service.list(guest) }
    #expect(error?.code == .notAuthorized)
    #expect(error?.status == 403)
    _ = try await service.list(member)
  }

  @Test func `a guest does not choose a role`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let roles = try await service.store.roles(of: guest.pool)
    for role in [roles.authenticated, "arn:aws:iam::123456789012:role/Administrator"] {
      let error = await refusal {
        try await service.call(
          GetCredentialsForIdentity.self,
          GetCredentialsForIdentity.Input(identity: guest.identity, customRole: role), as: nil)
      }
      #expect(error?.code == .notAuthorized)
    }
    _ = try await service.call(
      GetCredentialsForIdentity.self,
      GetCredentialsForIdentity.Input(
        identity: guest.identity, customRole: roles.unauthenticated), as: nil)
  }

  @Test func `a member does not choose a role either`() async throws {
    let service = try await TestService()
    let member = try await service.member()
    let login = ["localhost": try await service.signIn("ann").text("id_token")]
    let error = await refusal {
      try await service.call(
        GetCredentialsForIdentity.self,
        GetCredentialsForIdentity.Input(
          identity: member.identity, logins: login,
          customRole: "arn:aws:iam::123456789012:role/Administrator"), as: nil)
    }
    #expect(error?.code == .notAuthorized)
  }

  @Test func `temporary credentials do not manage pools and identities`() async throws {
    let service = try await TestService()
    for caller in [try await service.guest(), try await service.member()] {
      let error = await refusal {
        try await service.call(DescribeIdentityPool.self, caller.pool, as: caller.credentials)
      }
      #expect(error?.code == .accessDenied)
      #expect(error?.message.contains("cognito-identity:DescribeIdentityPool") == true)
    }
  }
}
