import CognitoWire
import IdentityCore
import LoginProviders
import SyncCore
import Testing

/// The service's own tokens as logins, cognito-sync.md 3.4, 3.7.
@Suite struct CognitoTokenTests {
  private static let name = "https://cognito-identity.amazonaws.com"
  private static let login = "cognito-identity.amazonaws.com"
  private let key: TestKey
  private let issuer: StubIssuer

  init() throws {
    let key = try TestKey.rsa("RS512", id: "us-east-11")
    let document = Array(#"{"keys":[\#(key.published())]}"#.utf8)
    self.key = key
    issuer = try StubIssuer(cognito: CognitoTokenValidator(issuer: Self.name) { document })
  }

  private func token(_ claims: [String: String?] = [:]) -> TestToken {
    TestToken(by: key, issuer: Self.name, audience: #""us-east-1:aa""#)
      .with(
        [
          "sub": #""us-east-1:1""#,
          "amr": #"["authenticated","login.mine","login.mine:us-east-1:us-east-1:aa:me"]"#,
        ] as [String: String?]
      ).with(claims)
  }

  @Test(arguments: [login, "cognito-identity.cn-north-1.amazonaws.com.cn"])
  func `I-028 a developer's token proves its identity`(login: String) async throws {
    let logins = try await issuer.validate(token().text, key: login)
    let identity = try #require(IdentityID("us-east-1:1"))
    #expect(logins.proof == IdentityProof(identity: identity, isAuthenticated: true))
    #expect(logins.logins.isEmpty && logins.claims.isEmpty)
    #expect(issuer.stub.requests.isEmpty)
  }

  @Test func `a guest's token proves a guest`() async throws {
    let logins = try await issuer.validate(
      token(["amr": #"["unauthenticated"]"#]).text, key: Self.login)
    #expect(logins.proof?.isAuthenticated == false)
  }

  @Test(
    arguments: [
      ("iss", #""https://cognito-identity.amazonaws.com/""#),
      ("iss", #""cognito-identity.amazonaws.com""#),
      ("aud", #""us-east-1:bb""#), ("aud", #"["us-east-1:aa","us-east-1:bb"]"#), ("aud", nil),
      ("sub", #""ann""#), ("sub", nil), ("exp", "\(StubIssuer.now)"), ("exp", nil), ("amr", nil),
      ("amr", "[]"), ("amr", #"["other","authenticated"]"#),
    ] as [(String, String?)])
  func `a token with any other claim is refused`(claim: String, value: String?) async throws {
    let refusal = try await issuer.refusal(token([claim: value]).text, key: Self.login)
    #expect(refusal?.code == .notAuthorized)
  }

  @Test func `a token ends on time, without tolerance`() async throws {
    let ending = token(["exp": "\(StubIssuer.now + 1)"])
    #expect(try await issuer.refusal(ending.text, key: Self.login) == nil)
    #expect(
      try await issuer.refusal(ending.text, key: Self.login, after: 1)
        == .expired(at: StubIssuer.now + 1, now: StubIssuer.now + 1))
  }

  @Test func `a token of somebody else's key is refused`() async throws {
    var forged = token()
    forged.key = .p256("us-east-11")
    forged.header["alg"] = #""ES256""#
    #expect(try await issuer.refusal(forged.text, key: Self.login) == .algorithm("ES256"))
  }

  @Test func `a new key of the service counts at once`() async throws {
    let old = TestKey.p256("a")
    let new = TestKey.p256("b")
    let stub = StubProvider()
    let documents = KeyDocument()
    let directory = ProviderDirectory(
      cognito: CognitoTokenValidator(issuer: Self.name) { await documents.bytes },
      transport: stub.transport)
    for key in [old, new] {
      await documents.publish(key)
      var token = token()
      token.key = key
      token.header = ["alg": #""ES256""#, "kid": #""\#(key.id)""#]
      let logins = try await directory.validate(
        [Self.login: token.text], for: issuer.pool,
        now: Timestamp(milliseconds: StubIssuer.now * 1_000))
      #expect(logins.proof != nil)
    }
  }

  @Test func `one proof is enough`() async throws {
    let text = try token().text
    let keys = [Self.login: text, "cognito-identity.cn-north-1.amazonaws.com.cn": text]
    await #expect(throws: LoginError.providerNotSupported) {
      try await issuer.directory.validate(
        keys, for: issuer.pool, now: Timestamp(milliseconds: StubIssuer.now * 1_000))
    }
  }
}

/// What the service publishes, as it changes.
private actor KeyDocument {
  var bytes: [UInt8] = []

  func publish(_ key: TestKey) { bytes = Array(#"{"keys":[\#(key.published())]}"#.utf8) }
}

extension TestToken {
  /// Returns this token with other claims; nothing takes one away.
  func with(_ claims: [String: String?]) -> TestToken {
    var token = self
    for (name, value) in claims { token.claims[name] = value }
    return token
  }
}
