import CognitoWire
import IdentityCore
import LoginProviders
import Testing

/// ID tokens of any issuer, cognito-sync.md 3.4, point 3.
@Suite struct OpenIDConnectTests {
  private let key = TestKey.p256()

  @Test(arguments: [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
  ])
  func `a token is accepted with every algorithm of public keys`(algorithm: String) async throws {
    let key = try TestKey.of(algorithm)
    let issuer = try StubIssuer(key)
    let logins = try await issuer.validate(TestToken(by: key).text)
    #expect(logins.logins == [Login(provider: StubIssuer.key, user: "ann")])
    #expect(logins.proof == nil)
  }

  @Test func `what the token says is handed on`() async throws {
    let claims = [
      "cognito:roles": #"["a","b"]"#, "age": "7", "ratio": "0.5", "ok": "true", "gone": "null",
      "address": #"{"city":"x"}"#,
    ]
    let logins = try await StubIssuer(key).validate(TestToken(by: key, claims).text)
    let login = try #require(logins.claims[StubIssuer.key])
    #expect(login.user == "ann")
    #expect(login.client == "app")
    #expect(login.claims["cognito:roles"] == .list([.text("a"), .text("b")]))
    #expect(login.claims["age"] == .integer(7))
    #expect(login.claims["ratio"] == .number(0.5))
    #expect(login.claims["ok"] == .flag(true))
    #expect(login.claims["sub"] == .text("ann"))
    #expect(login.claims["gone"] == nil && login.claims["address"] == nil)
  }

  @Test func `I-012 another issuer, audience or key is refused`() async throws {
    let issuer = try StubIssuer(key)
    let foreign = TestToken(by: key, issuer: "https://other.example.com")
    #expect(try await issuer.refusal(foreign.text) == .issuer)
    #expect(
      try await issuer.refusal(TestToken(by: key, audience: #""other""#).text) == .audience)
    #expect(try await issuer.refusal(TestToken(by: .p256()).text) == .signature)
    for refusal in [LoginError.issuer, .audience, .signature] {
      #expect(refusal.code == .notAuthorized)
      #expect(refusal.message.hasPrefix("Invalid login token."))
    }
  }

  @Test(arguments: [(-240, true), (-300, true), (-301, false), (-360, false), (1, true)])
  func `I-012 a token may be expired for five minutes, no longer`(
    expires: Int64, isAccepted: Bool
  ) async throws {
    let end = StubIssuer.now + expires
    let token = TestToken(by: key, ["exp": "\(end)"])
    let refusal = try await StubIssuer(key).refusal(token.text)
    #expect(refusal == (isAccepted ? nil : .expired(at: end, now: StubIssuer.now)))
    #expect(
      LoginError.expired(at: 1, now: 2).message
        == "Invalid login token. Token expired: 1 >= 2")
  }

  @Test(arguments: ["nbf", "iat"], [(300, true), (301, false)])
  func `a token may begin five minutes ahead, no more`(
    claim: String, start: (seconds: Int64, isAccepted: Bool)
  ) async throws {
    let begin = StubIssuer.now + start.seconds
    let token = TestToken(by: key, [claim: "\(begin)"])
    let refusal = try await StubIssuer(key).refusal(token.text)
    #expect(refusal == (start.isAccepted ? nil : .notYetValid(at: begin, now: StubIssuer.now)))
  }

  @Test(arguments: [
    (#""app""#, #""other""#, true), (#""other""#, #""app""#, false),
    (#""other""#, #"["app","x"]"#, false), (#""app""#, #"["other"]"#, true),
    ("7", #""app""#, false),
    (#"["app"]"#, #""app""#, false),
  ])
  func `I-013 the authorized party counts before the audience`(
    party: String, audience: String, isAccepted: Bool
  ) async throws {
    let token = TestToken(by: key, audience: audience, ["azp": party])
    #expect(try await StubIssuer(key).refusal(token.text) == (isAccepted ? nil : .audience))
  }

  @Test(arguments: [#"["x","app"]"#, #"["app"]"#]) func `one of several audiences is enough`(
    audience: String
  ) async throws {
    #expect(
      try await StubIssuer(key).refusal(TestToken(by: key, audience: audience).text) == nil)
  }

  @Test(arguments: ["aud", "exp", "sub"]) func `a token without a needed claim is refused`(
    claim: String
  ) async throws {
    let refusal = try await StubIssuer(key).refusal(TestToken(by: key, [claim: nil]).text)
    #expect(refusal == .missingClaim(claim))
    #expect(refusal?.message == "Invalid login token. Missing a required claim: \(claim)")
  }

  @Test(arguments: [
    ("aud", "[]"), ("aud", "7"), ("aud", "[7]"), ("sub", "\"\""), ("sub", "7"), ("exp", "\"7\""),
    ("exp", "-1"), ("exp", "1e300"), ("exp", "true"), ("nbf", "\"x\""), ("nbf", "-5"),
    ("iss", "7"), ("iss", #"["https://login.example.com"]"#),
  ])
  func `a claim of the wrong type is refused`(claim: String, value: String) async throws {
    let refusal = try await StubIssuer(key).refusal(TestToken(by: key, [claim: value]).text)
    #expect(refusal?.code == .notAuthorized)
  }

  @Test(arguments: [
    ("login.example.com", true), ("http://login.example.com", false),
    ("https://login.example.com/", false), ("https://LOGIN.example.com", false),
    ("https://login.example.com.evil.org", false), ("https://https://login.example.com", false),
  ])
  func `the issuer is compared exactly but for its scheme`(
    name: String, isAccepted: Bool
  ) async throws {
    let token = TestToken(by: key, issuer: name)
    #expect(try await StubIssuer(key).refusal(token.text) == (isAccepted ? nil : .issuer))
  }

  @Test(arguments: ["https://accounts.google.com", "accounts.google.com"])
  func `Google's issuer has two spellings and its pools several applications`(
    name: String
  ) async throws {
    let google = "accounts.google.com"
    let issuer = try StubIssuer(key, provider: google, applications: "web;app;ios")
    for application in ["web", "app", "ios"] {
      let token = TestToken(by: key, issuer: name, audience: #""\#(application)""#)
      #expect(try await issuer.refusal(token.text, key: google) == nil)
    }
    let token = TestToken(by: key, issuer: name, audience: #""web;app;ios""#)
    #expect(try await issuer.refusal(token.text, key: google) == .audience)
  }

  @Test func `an issuer that a pool names by ARN has the service's applications`() async throws {
    for applications in [Set<String>(), ["app"]] {
      var issuer = try StubIssuer(
        key, settings: ProviderSettings(clientIDs: [StubIssuer.key: applications]))
      issuer.pool.configuration.supportedLoginProviders = [:]
      issuer.pool.configuration.openIDConnectProviderARNs = [
        "arn:aws:iam::1:oidc-provider/\(StubIssuer.key)"
      ]
      let refusal = try await issuer.refusal(TestToken(by: key).text)
      #expect(refusal == (applications.isEmpty ? .audience : nil))
    }
  }

  @Test func `a provider can be somewhere else, even without encryption`() async throws {
    let address = try #require(ProviderAddress("http://127.0.0.1:8080/base/"))
    let issuer = try StubIssuer(
      key, settings: ProviderSettings(addresses: [StubIssuer.key: address]))
    issuer.publish(
      "http://127.0.0.1:8080/base", issuer: "https://login.example.com", [key.published()])
    #expect(try await issuer.refusal(TestToken(by: key).text) == nil)
    #expect(
      issuer.stub.requests == [
        "http://127.0.0.1:8080/base/.well-known/openid-configuration",
        "http://127.0.0.1:8080/base/keys",
      ])
  }

  @Test(arguments: [
    "", "login.example.com", "ftp://x", "https://", "https://user@x", "https://x/?a=b",
    "https://x/#f", "https://x/a b", "https://?a",
  ])
  func `an address is a plain URL`(url: String) { #expect(ProviderAddress(url) == nil) }
}
