import CognitoWire
import IdentityCore
import LoginProviders
import SyncCore
import Testing

/// Which validator a login gets, and what becomes of several, cognito-sync.md 3.4.
@Suite struct ProviderDirectoryTests {
  private let key = TestKey.p256()

  private func validate(
    _ logins: [String: String], _ issuer: StubIssuer
  ) async throws(LoginError) -> ValidatedLogins {
    try await issuer.directory.validate(
      logins, for: issuer.pool, now: Timestamp(milliseconds: StubIssuer.now * 1_000))
  }

  @Test func `nobody is nobody`() async throws {
    #expect(try await validate([:], StubIssuer(key)) == ValidatedLogins())
  }

  @Test(arguments: ["other.example.com", "login.mine", "", "cognito-identity.amazonaws.com"])
  func `I-010 a provider the pool does not know is refused`(provider: String) async throws {
    let issuer = try StubIssuer(key)
    let refusal = try await issuer.refusal(TestToken(by: key).text, key: provider)
    #expect(refusal == .providerNotSupported)
    #expect(refusal?.code == .notAuthorized)
    #expect(
      refusal?.message == "Token is not from a supported provider of this identity pool.")
  }

  @Test func `I-011 one invalid token among two fails the call`() async throws {
    var issuer = try StubIssuer(key)
    issuer.pool.configuration.supportedLoginProviders["second.example.com"] = "app"
    issuer.publish("https://second.example.com", [key.published()])
    let good = try TestToken(by: key).text
    let second = try TestToken(by: key, issuer: "https://second.example.com").text
    let both = try await validate(
      [StubIssuer.key: good, "second.example.com": second], issuer)
    #expect(both.logins.count == 2)
    #expect(Set(both.claims.keys) == [StubIssuer.key, "second.example.com"])
    await #expect(throws: LoginError.issuer) {
      try await validate([StubIssuer.key: good, "second.example.com": good], issuer)
    }
  }

  @Test func `an unknown provider is noticed before anybody is asked`() async throws {
    let issuer = try StubIssuer(key)
    await #expect(throws: LoginError.providerNotSupported) {
      try await validate([StubIssuer.key: TestToken(by: key).text, "zzz.example": "x"], issuer)
    }
    #expect(issuer.stub.requests.isEmpty)
  }

  @Test(arguments: ["api.twitter.com", "www.digits.com"])
  func `a provider without a validator is an external failure`(provider: String) async throws {
    let issuer = try StubIssuer(provider: provider)
    let refusal = await issuer.refusal("token;secret", key: provider)
    #expect(refusal == .noValidator(provider))
    #expect(refusal?.code == .externalService)
  }

  @Test func `SAML is left to a check of one's own`() async throws {
    let provider = "arn:aws:iam::000000000000:saml-provider/Works"
    let settings = ProviderSettings(checks: [
      provider: { (token, pool, now) throws(LoginError) in
        guard token == "PHNhbWw+" else { throw .refused }
        return LoginClaims(user: "ann@\(pool.id)", claims: ["name": .text("Ann")])
      }
    ])
    for settings in [settings, ProviderSettings()] {
      var issuer = try StubIssuer(settings: settings)
      issuer.pool.configuration.samlProviderARNs = [provider]
      guard !settings.checks.isEmpty else {
        #expect(await issuer.refusal("PHNhbWw+", key: provider) == .noValidator(provider))
        continue
      }
      let logins = try await issuer.validate("PHNhbWw+", key: provider)
      #expect(logins.logins == [Login(provider: provider, user: "ann@us-east-1:aa")])
      #expect(await issuer.refusal("other", key: provider) == .refused)
    }
  }

  private static let userPool = "cognito-idp.us-east-1.amazonaws.com/us-east-1_p"

  private func userPool(checksOnServer: Bool, _ settings: ProviderSettings) throws -> StubIssuer {
    var issuer = try StubIssuer(key, settings: settings)
    issuer.pool.configuration.userPoolClients = [
      UserPoolClient(providerName: Self.userPool, clientID: "web"),
      UserPoolClient(
        providerName: Self.userPool, clientID: "app", checksTokenOnServer: checksOnServer),
    ]
    issuer.publish("https://\(Self.userPool)", [key.published()])
    return issuer
  }

  private func userPoolToken(
    client: String = "app", _ claims: [String: String?] = ["token_use": #""id""#]
  ) throws -> String {
    try TestToken(
      by: key, issuer: "https://\(Self.userPool)", audience: #""\#(client)""#, claims
    ).text
  }

  @Test func `a user pool's ID tokens are accepted for its clients`() async throws {
    let issuer = try userPool(checksOnServer: false, ProviderSettings())
    for client in ["app", "web"] {
      let logins = try await issuer.validate(userPoolToken(client: client), key: Self.userPool)
      #expect(logins.claims[Self.userPool]?.client == client)
    }
    #expect(
      try await issuer.refusal(userPoolToken(client: "x"), key: Self.userPool) == .audience)
    #expect(
      try await issuer.refusal(userPoolToken(["token_use": #""access""#]), key: Self.userPool)
        == .refused)
  }

  @Test func `a pool that wants it asks whether the user is signed in still`() async throws {
    let issuer = try userPool(
      checksOnServer: true,
      ProviderSettings(userPoolCheck: { _, login in login.user == "ann" }))
    #expect(try await issuer.refusal(userPoolToken(), key: Self.userPool) == nil)
    let bob = try userPoolToken(["sub": #""bob""#])
    #expect(await issuer.refusal(bob, key: Self.userPool) == .refused)
    let deaf = try userPool(checksOnServer: true, ProviderSettings())
    #expect(
      try await deaf.refusal(userPoolToken(), key: Self.userPool) == .noValidator(Self.userPool))
    #expect(try await deaf.refusal(userPoolToken(client: "web"), key: Self.userPool) == nil)
  }

  @Test(arguments: [
    (LoginError.providerNotSupported, "NotAuthorizedException"),
    (.refused, "NotAuthorizedException"),
    (.malformed, "NotAuthorizedException"), (.algorithm("x"), "NotAuthorizedException"),
    (.unknownKey, "NotAuthorizedException"), (.signature, "NotAuthorizedException"),
    (.issuer, "NotAuthorizedException"), (.audience, "NotAuthorizedException"),
    (.missingClaim("x"), "NotAuthorizedException"),
    (.expired(at: 1, now: 2), "NotAuthorizedException"),
    (.notYetValid(at: 2, now: 1), "NotAuthorizedException"),
    (.unreachable("x"), "ExternalServiceException"),
    (.invalidAnswer("x"), "ExternalServiceException"),
    (.noValidator("x"), "ExternalServiceException"),
  ])
  func `I-003 every refusal has its code and status 400`(error: LoginError, code: String) {
    #expect(error.refusal.code.rawValue == code)
    #expect(error.refusal.status == 400)
    #expect(!error.refusal.message.isEmpty)
  }
}
