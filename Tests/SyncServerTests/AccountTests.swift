import CognitoWire
import HTTPTypes
import SyncServer
import Testing

@Suite struct AccountTests {
  private func form(_ name: String, _ password: String, new: String? = nil) -> String {
    let more = new.map { #","new_password":"\#($0)""# } ?? ""
    return #"{"username":"\#(name)","password":"\#(password)"\#(more)}"#
  }

  private func refresh(_ service: TestService, _ token: String) async throws -> Reply {
    try await service.send(
      .post, "/oauth2/token",
      "grant_type=refresh_token&client_id=hundred-holds&refresh_token=\(token)")
  }

  @Test func `an account is made once, whatever the case of its name`() async throws {
    let service = try await TestService()
    let made = try await service.send(.post, "/accounts", form("Zoë", "correct horse"))
    #expect(made.status == 201)
    #expect(made.text("username") == "Zoë")
    let again = try await service.send(.post, "/accounts", form("zoe\u{308}", "other horse"))
    #expect(again.status == 409)
    #expect(again.text("error") == "account_exists")
    #expect(!again.text("error_description").isEmpty)
  }

  @Test(arguments: [
    #"{"username":"","password":"correct horse"}"#, #"{"username":"a b","password":"long enough"}"#,
    #"{"username":"ann","password":"short"}"#, #"{"username":"ann"}"#, "nonsense", "",
    #"{"username":7,"password":"correct horse"}"#,
  ]) func `a malformed account is an invalid request`(body: String) async throws {
    let reply = try await TestService().send(.post, "/accounts", body)
    #expect(reply.status == 400)
    #expect(reply.text("error") == "invalid_request")
  }

  @Test func `a password gives tokens`() async throws {
    let service = try await TestService()
    let reply = try await service.signUp("ann")
    #expect(reply.status == 200)
    #expect(reply.text("token_type") == "Bearer")
    #expect(reply.json["expires_in"] == .integer(3_600))
    #expect(reply.field("Cache-Control") == "no-store")
    #expect(reply.text("id_token").split(separator: ".").count == 3)
    #expect(!reply.text("refresh_token").isEmpty)
  }

  @Test func `a wrong password and an unknown name get the same answer`() async throws {
    let service = try await TestService()
    _ = try await service.signUp("ann")
    let wrong = try await service.signIn("ann", "wrong horse")
    let unknown = try await service.signIn("bob", "wrong horse")
    #expect(wrong.status == 400)
    #expect(wrong.text("error") == "invalid_grant")
    #expect(wrong.body == unknown.body)
    #expect(wrong.status == unknown.status)
  }

  @Test(arguments: [
    ("grant_type=password&username=ann&password=x", "invalid_client"),
    ("grant_type=password&client_id=hundred-holds", "invalid_request"),
    ("grant_type=magic&client_id=hundred-holds", "unsupported_grant_type"),
    ("client_id=hundred-holds", "invalid_request"),
    ("grant_type=refresh_token&client_id=hundred-holds&refresh_token=x", "invalid_grant"),
    ("grant_type=refresh_token&client_id=hundred-holds", "invalid_request"),
    ("%ZZ", "invalid_request"),
  ]) func `a malformed exchange names what is wrong`(body: String, error: String) async throws {
    let reply = try await TestService().send(.post, "/oauth2/token", body)
    #expect(reply.text("error") == error)
    #expect((400...401).contains(reply.status))
  }

  @Test func `a refresh token is replaced on use`() async throws {
    let service = try await TestService()
    let first = try await service.signUp("ann").text("refresh_token")
    let second = try await refresh(service, first)
    #expect(second.status == 200)
    #expect(second.text("refresh_token") != first)
    #expect(second.text("id_token").split(separator: ".").count == 3)
    #expect(try await refresh(service, second.text("refresh_token")).status == 200)
  }

  @Test func `a reused refresh token ends its whole family`() async throws {
    let service = try await TestService()
    let first = try await service.signUp("ann").text("refresh_token")
    let other = try await service.signIn("ann").text("refresh_token")
    let second = try await refresh(service, first).text("refresh_token")
    #expect(try await refresh(service, first).text("error") == "invalid_grant")
    #expect(try await refresh(service, second).text("error") == "invalid_grant")
    #expect(try await refresh(service, other).status == 200)
  }

  @Test func `an unused refresh token ends after half a year`() async throws {
    let service = try await TestService()
    let token = try await service.signUp("ann").text("refresh_token")
    service.clock.advance(bySeconds: 180 * 86_400)
    #expect(try await refresh(service, token).text("error") == "invalid_grant")
  }

  @Test func `a changed password ends all sessions`() async throws {
    let service = try await TestService()
    let token = try await service.signUp("ann").text("refresh_token")
    let wrong = try await service.send(
      .post, "/accounts/password", form("ann", "wrong horse", new: "battery staple"))
    #expect(wrong.text("error") == "invalid_grant")
    let changed = try await service.send(
      .post, "/accounts/password", form("ann", "correct horse", new: "battery staple"))
    #expect(changed.status == 200)
    #expect(changed.bodyText == "{}")
    #expect(try await refresh(service, token).text("error") == "invalid_grant")
    #expect(try await service.signIn("ann").status == 400)
    #expect(try await service.signIn("ann", "battery staple").status == 200)
  }

  @Test func `a deleted account is gone, and its name gives a new user`() async throws {
    let service = try await TestService()
    let token = try await service.signUp("ann").text("refresh_token")
    #expect(
      try await service.send(.post, "/accounts/delete", form("ann", "wrong horse")).status == 400)
    #expect(
      try await service.send(.post, "/accounts/delete", form("ann", "correct horse")).status
        == 200)
    #expect(try await service.signIn("ann").status == 400)
    #expect(try await refresh(service, token).status == 400)
    #expect(try await service.signUp("ann").status == 200)
  }

  @Test func `guesses on one account are slowed down, wherever they come from`() async throws {
    var rates = RateLimits.none
    rates.account = Rate(perSecond: 0.1, burst: 3)
    let service = try await TestService(rates: rates)
    _ = try await service.signUp("ann")
    for index in 0..<3 {
      #expect(
        try await service.signIn("ann", "wrong horse", from: "10.0.0.\(index)").status == 400)
    }
    let limited = try await service.signIn("ann", from: "10.0.0.9")
    #expect(limited.status == 429)
    #expect(limited.field("Retry-After") == "10")
    service.clock.advance(bySeconds: 10)
    #expect(try await service.signIn("ann").status == 200)
    #expect(try await service.signIn("ann").status == 200)
  }

  @Test func `guesses from one address are slowed down, whatever the account`() async throws {
    var rates = RateLimits.none
    rates.accountAddress = Rate(perSecond: 0.1, burst: 3)
    let service = try await TestService(rates: rates)
    for index in 0..<3 {
      #expect(
        try await service.signIn("user\(index)", "wrong horse", from: "10.0.0.1").status == 400)
    }
    #expect(try await service.signIn("ann", "x", from: "10.0.0.1").status == 429)
    #expect(try await service.signIn("ann", "x", from: "10.0.0.2").status == 400)
  }

  @Test func `the provider describes itself`() async throws {
    let service = try await TestService()
    let discovery = try await service.send(.get, "/.well-known/hundred-holds")
    #expect(discovery.text("issuer") == "http://localhost")
    #expect(discovery.text("loginProvider") == "localhost")
    #expect(discovery.text("clientId") == "hundred-holds")
    #expect(discovery.text("region") == "us-east-1")
    let configuration = try await service.send(.get, "/.well-known/openid-configuration")
    #expect(configuration.text("issuer") == "http://localhost")
    let keys = try await service.send(.get, "/.well-known/jwks.json")
    #expect(keys.bodyText.contains(#""kty":"EC""#))
    #expect(!keys.bodyText.contains(#""d":"#))
    #expect(try await service.send(.post, "/.well-known/jwks.json").status == 405)
  }
}
