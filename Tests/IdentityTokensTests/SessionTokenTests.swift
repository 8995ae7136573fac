import IdentityTokens
import Testing

@Suite struct SessionTokenTests {
  let sealer = SessionTokenSealer(keys: .sample, entropy: .counting())
  let grant = SessionGrant(
    identity: "us-east-1:a", pool: "us-east-1:b",
    amr: ["authenticated", "accounts.example.com"],
    role: "arn:aws:iam::123456789012:role/Player", tags: ["team": "red", "": "x"], now: 1_000,
    entropy: .counting())

  @Test(arguments: [nil, .guest, .document("{}")] as [SessionPolicy?])
  func `a grant survives its token`(policy: SessionPolicy?) throws {
    var grant = grant
    grant.policy = policy
    #expect(try sealer.open(sealer.seal(grant)) == grant)
    grant.amr = []
    grant.tags = [:]
    grant.sessionName = "web-identity"
    #expect(try sealer.open(sealer.seal(grant)) == grant)
  }

  @Test func `a grant may live longer than usual`() {
    let grant = SessionGrant(
      identity: "us-east-1:a", pool: "us-east-1:b", amr: [], role: "r", lifetime: 43_200_000,
      now: 1_000, entropy: .counting())
    #expect(grant.expires == 43_201_000)
  }

  @Test func `a grant lives an hour and has an access key of Amazon's form`() {
    #expect(grant.expires == 1_000 + 3_600_000)
    #expect(grant.accessKeyID.count == 20)
    #expect(grant.accessKeyID.wholeMatch(of: /ASIA[A-Z2-7]{16}/) != nil)
    #expect(grant.secretAccessKey.count == 40)
  }

  @Test func `a grant shows no secret when it is printed`() {
    var dumped = ""
    dump(grant, to: &dumped)
    for text in ["\(grant)", String(reflecting: grant), dumped] {
      #expect(!text.contains(grant.secretAccessKey))
    }
  }

  @Test func `two tokens of one grant differ and show nothing of it`() throws {
    let first = try sealer.seal(grant)
    let second = try sealer.seal(grant)
    #expect(first != second)
    let bytes = try #require(Base64URL.decode(first))
    #expect(!String(decoding: bytes, as: UTF8.self).contains("us-east-1"))
  }

  @Test func `every change of one character is refused`() throws {
    for changed in mutations(of: try sealer.seal(grant)) {
      #expect(throws: TokenError.self) { try sealer.open(changed) }
    }
  }

  @Test func `a token of another service is refused`() throws {
    let foreign = SessionTokenSealer(keys: .other, entropy: .counting())
    #expect(throws: TokenError.signature) { try sealer.open(foreign.seal(grant)) }
  }

  @Test(arguments: ["", "AQ", "garbage", "%%%"]) func `garbage is refused`(text: String) {
    #expect(throws: TokenError.malformed) { try sealer.open(text) }
  }
}

@Suite struct SyncSessionTokensTests {
  let tokens = SyncSessionTokens(keys: .sample, entropy: .counting())
  let binding = SyncSessionTokens.Binding(pool: "p:1", identity: "i:1", dataset: "prefs")

  @Test func `a token names its session until the hour is over`() throws {
    let token = tokens.issue(for: binding, now: 5_000)
    let session = try tokens.verify(token, for: binding, now: 5_000 + 3_599_999)
    #expect(session.expires == 5_000 + 3_600_000)
    #expect(throws: TokenError.self) {
      try tokens.verify(token, for: binding, now: 5_000 + 3_600_000)
    }
  }

  @Test func `two tokens are two sessions`() throws {
    let first = try tokens.verify(tokens.issue(for: binding, now: 0), for: binding, now: 0)
    let second = try tokens.verify(tokens.issue(for: binding, now: 0), for: binding, now: 0)
    #expect(first.id != second.id)
  }

  @Test(arguments: [
    SyncSessionTokens.Binding(pool: "p:2", identity: "i:1", dataset: "prefs"),
    SyncSessionTokens.Binding(pool: "p:1", identity: "i:2", dataset: "prefs"),
    SyncSessionTokens.Binding(pool: "p:1", identity: "i:1", dataset: "pref"),
    SyncSessionTokens.Binding(pool: "p:1", identity: "i:1prefs", dataset: ""),
  ])
  func `another pool, identity or dataset is refused`(other: SyncSessionTokens.Binding) {
    let token = tokens.issue(for: binding, now: 0)
    #expect(throws: TokenError.signature) { try tokens.verify(token, for: other, now: 0) }
  }

  @Test func `every change of one character is refused`() {
    for changed in mutations(of: tokens.issue(for: binding, now: 0)) {
      #expect(throws: TokenError.self) { try tokens.verify(changed, for: binding, now: 0) }
    }
  }
}

@Suite struct RefreshSecretTests {
  let entropy = Entropy.counting()

  @Test func `the digest tells tokens apart and is not the token`() {
    let first = RefreshSecret(authenticated: 1_800_000_000, entropy: entropy)
    let second = RefreshSecret(authenticated: 1_800_000_000, entropy: .counting(from: 77))
    #expect(RefreshSecret(first.rawValue) == first)
    #expect(first.digest != second.digest)
    #expect(first.digest.count == 32)
  }

  @Test func `a changed time of sign-in is another token`() throws {
    let token = RefreshSecret(authenticated: 36, entropy: entropy)
    let changed = try #require(RefreshSecret(String(token.rawValue.dropLast()) + "1"))
    #expect(token.authenticated == 36)
    #expect(changed.digest != token.digest)
  }

  @Test(arguments: ["", "abc", "abc.", "abc.-1", "a.b.c", "abc.!"])
  func `another form is refused`(text: String) {
    #expect(RefreshSecret(text) == nil)
  }
}
