import CognitoWire
import HTTPTypes
import RequestSigning
import SyncCore
import SyncServer
import Testing

@Suite struct AuthenticationTests {
  @Test func `S-080 a guest does not reach another identity or pool`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    var other = try await service.guest()
    try await service.commit(other, [patch("secret", "1")])
    other.credentials = guest.credentials
    let read = await refusal { [other] in try await service.list(other) }
    #expect(read?.status == 403)
    #expect(read?.code == .notAuthorized)
    #expect(read?.message == "These credentials are not valid for accessing this resource")
    other = guest
    other.pool = try #require(IdentityPoolID("us-east-1:0"))
    let elsewhere = await refusal { [other] in try await service.list(other) }
    #expect(elsewhere?.code == .notAuthorized)
  }

  @Test func `a request without signature is told so`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await service.send(.get, guest.path())
    #expect(reply.status == 403)
    #expect(reply.error.code == .missingAuthenticationToken)
    #expect(reply.text("message") == "Missing Authentication Token")
  }

  @Test(arguments: [
    "Basic YTpi", "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request",
    "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=00",
  ]) func `a signature that cannot be read is incomplete`(header: String) async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await service.send(
      .get, guest.path(), fields: [("Authorization", header)])
    #expect(reply.status == 403)
    #expect(reply.error.code == .incompleteSignature)
  }

  @Test func `I-044 a wrong secret is refused`() async throws {
    let service = try await TestService()
    var guest = try await service.guest()
    guest.credentials.secretAccessKey += "x"
    let error = await refusal { [guest] in try await service.list(guest) }
    #expect(error?.status == 403)
    #expect(error?.code == .invalidSignature)
  }

  @Test(arguments: [Change.body, .query, .path, .method, .date])
  func `I-044 a request changed on its way is refused`(change: Change) async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let token = try await service.list(guest).sessionToken
    let body = Array(#"{"SyncSessionToken":"\#(token)","RecordPatches":[]}"#.utf8)
    var request = HTTPRequest(
      method: .post, scheme: "http", authority: "localhost", path: guest.path())
    RequestSigner(credentials: guest.credentials, region: "us-east-1", service: "cognito-sync")
      .sign(&request, body: body, at: service.clock.now.milliseconds)
    let untouched = try await service.responder.answer(request, body: body)
    #expect(untouched.0.status == .ok)
    var changed = request
    change.apply(to: &changed)
    let answer = try await service.responder.answer(
      changed, body: change == .body ? body + [32] : body)
    #expect(answer.0.status.code == 403)
  }

  enum Change: Sendable {
    case body, query, path, method, date

    func apply(to request: inout HTTPRequest) {
      switch self {
      case .body: break
      case .query: request.path = (request.path ?? "") + "?a=b"
      case .path: request.path = (request.path ?? "").replacing("prefs", with: "prefz")
      case .method: request.method = .delete
      case .date:
        HTTPField.Name("X-Amz-Date").map { request.headerFields[$0] = "20270115T080001Z" }
      }
    }
  }

  @Test func `I-044 a signature without the host is refused`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    var request = HTTPRequest(
      method: .get, scheme: "http", authority: "localhost", path: guest.path())
    RequestSigner(credentials: guest.credentials, region: "us-east-1", service: "cognito-sync")
      .sign(&request, body: [], at: service.clock.now.milliseconds)
    let header = try #require(request.headerFields[.authorization])
    request.headerFields[.authorization] = header.replacing("=host;", with: "=")
    let answer = try await service.responder.answer(request, body: [])
    #expect(answer.0.status.code == 403)
  }

  @Test(arguments: [(-360, false), (-240, true), (240, true), (360, false)] as [(Int64, Bool)])
  func `I-045 a clock may be five minutes off`(seconds: Int64, isAccepted: Bool) async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    var request = HTTPRequest(
      method: .get, scheme: "http", authority: "localhost", path: guest.path() + "/records")
    RequestSigner(credentials: guest.credentials, region: "us-east-1", service: "cognito-sync")
      .sign(&request, body: [], at: service.clock.now.milliseconds + seconds * 1_000)
    let (head, body) = try await service.responder.answer(request, body: [])
    #expect((head.status == .ok) == isAccepted)
    if !isAccepted { #expect(Reply(head: head, body: body).error.code == .invalidSignature) }
  }

  @Test(arguments: [("eu-west-1", "cognito-sync"), ("us-east-1", "cognito-identity")])
  func `I-046 another region or service in the scope is refused`(
    region: String, name: String
  ) async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    var request = HTTPRequest(
      method: .get, scheme: "http", authority: "localhost", path: guest.path())
    RequestSigner(credentials: guest.credentials, region: region, service: name)
      .sign(&request, body: [], at: service.clock.now.milliseconds)
    let (head, body) = try await service.responder.answer(request, body: [])
    #expect(Reply(head: head, body: body).error.code == .invalidSignature)
  }

  @Test func `I-047 temporary credentials need their own session token`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let other = try await service.guest()
    for token in [nil, other.credentials.sessionToken, "garbage"] {
      var caller = guest
      caller.credentials.sessionToken = token
      let error = await refusal { [caller] in try await service.list(caller) }
      #expect(error?.code == .unrecognizedClient)
      #expect(error?.status == 403)
    }
  }

  @Test func `I-048 temporary credentials end after an hour`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    service.clock.advance(bySeconds: 3_599)
    _ = try await service.list(guest)
    service.clock.advance(bySeconds: 1)
    let error = await refusal { try await service.list(guest) }
    #expect(error?.code == .expiredToken)
    #expect(error?.status == 403)
  }

  @Test func `I-049 an unsigned payload is refused`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await service.send(
      .get, guest.path() + "/records", as: guest.credentials,
      fields: [("x-amz-content-sha256", "UNSIGNED-PAYLOAD")])
    #expect(reply.error.code == .invalidSignature)
  }

  @Test func `the signature is checked before anything else`() async throws {
    let service = try await TestService()
    let reply = try await service.send(
      .post, "/identitypools/nonsense/identities/nonsense/datasets/nonsense", "{")
    #expect(reply.error.code == .missingAuthenticationToken)
  }
}
