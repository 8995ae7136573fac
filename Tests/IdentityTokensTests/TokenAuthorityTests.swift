import Crypto
import IdentityTokens
import JWTKit
import Testing

@Suite struct TokenAuthorityTests {
  let now: Int64 = 1_800_000_000
  let ring = SigningKeyRing(created: 0, entropy: .counting())

  func authority(_ issuer: String = "http://127.0.0.1:8420") async throws -> TokenAuthority {
    try await TokenAuthority(issuer: issuer, ring: ring)
  }

  func token(_ authority: TokenAuthority) async throws -> String {
    try await authority.issue(
      subject: "user-1", audience: "hundred-holds", preferredUsername: "ann", authenticated: now,
      now: now)
  }

  @Test func `a token says what was issued`() async throws {
    let authority = try await authority()
    let verified = try await authority.verify(
      token(authority), clientIDs: ["other", "hundred-holds"], now: now)
    #expect(
      verified
        == IdentityToken(
          issuer: "http://127.0.0.1:8420", subject: "user-1", audience: "hundred-holds",
          expires: now + 3_600, preferredUsername: "ann"))
  }

  @Test func `every change of one character is refused`() async throws {
    let authority = try await authority()
    for changed in try await mutations(of: token(authority)) {
      await #expect(throws: TokenError.self) {
        try await authority.verify(changed, clientIDs: ["hundred-holds"], now: now)
      }
    }
  }

  @Test func `five minutes past the end are forgiven`() async throws {
    let authority = try await authority()
    let text = try await token(authority)
    _ = try await authority.verify(
      text, clientIDs: ["hundred-holds"], now: now + 3_600 + 300)
    await #expect(throws: TokenError.expired(at: now + 3_600, now: now + 3_901)) {
      try await authority.verify(text, clientIDs: ["hundred-holds"], now: now + 3_901)
    }
  }

  @Test func `a token from more than five minutes ahead is refused`() async throws {
    let authority = try await authority()
    let text = try await token(authority)
    _ = try await authority.verify(text, clientIDs: ["hundred-holds"], now: now - 300)
    await #expect(throws: TokenError.notYetValid(at: now, now: now - 301)) {
      try await authority.verify(text, clientIDs: ["hundred-holds"], now: now - 301)
    }
  }

  @Test func `another issuer or another client is refused`() async throws {
    let authority = try await authority()
    let foreign = try await token(self.authority("http://example.com"))
    await #expect(throws: TokenError.issuer) {
      try await authority.verify(foreign, clientIDs: ["hundred-holds"], now: now)
    }
    let text = try await token(authority)
    await #expect(throws: TokenError.audience) {
      try await authority.verify(text, clientIDs: ["other"], now: now)
    }
  }

  @Test(arguments: [
    ("none", ""), ("None", "AA"), ("HS256", "AA"), ("RS256", "AA"), ("ES384", "AA"),
  ])
  func `another algorithm is refused`(name: String, signature: String) async throws {
    let header = Base64URL.encode(Array(#"{"alg":"\#(name)","kid":"\#(ring.active.id)"}"#.utf8))
    let payload = Base64URL.encode(Array(#"{"iss":"http://127.0.0.1:8420","sub":"x"}"#.utf8))
    let authority = try await authority()
    await #expect(throws: TokenError.self) {
      try await authority.verify(
        "\(header).\(payload).\(signature)", clientIDs: ["hundred-holds"], now: now)
    }
  }

  @Test func `the public key does not serve as a shared secret`() async throws {
    let point = ring.active.privateKey.publicKey.x963Representation
    let attacker = JWTKeyCollection()
    await attacker.add(
      hmac: HMACKey(from: point), digestAlgorithm: .sha256,
      kid: JWKIdentifier(string: ring.active.id))
    let forged = try await attacker.sign(
      Forged(
        iss: "http://127.0.0.1:8420", sub: "admin", aud: "hundred-holds", exp: Double(now + 60)),
      kid: JWKIdentifier(string: ring.active.id))
    let authority = try await authority()
    await #expect(throws: TokenError.algorithm("HS256")) {
      try await authority.verify(forged, clientIDs: ["hundred-holds"], now: now)
    }
  }

  @Test func `a key of the same id from elsewhere is refused`() async throws {
    let attacker = JWTKeyCollection()
    await attacker.add(ecdsa: ES256PrivateKey(), kid: JWKIdentifier(string: ring.active.id))
    let forged = try await attacker.sign(
      Forged(
        iss: "http://127.0.0.1:8420", sub: "admin", aud: "hundred-holds", exp: Double(now + 60)),
      kid: JWKIdentifier(string: ring.active.id))
    let authority = try await authority()
    await #expect(throws: TokenError.signature) {
      try await authority.verify(forged, clientIDs: ["hundred-holds"], now: now)
    }
  }

  @Test func `tokens of a retired key are good and new ones carry the new key`() async throws {
    let authority = try await authority()
    let old = try await token(authority)
    let rotated = try await authority.rotateIfDue(
      at: SigningKeyRing.signingPeriod, entropy: .counting(from: 99))
    #expect(rotated?.retired.map(\.id) == [ring.active.id])
    _ = try await authority.verify(old, clientIDs: ["hundred-holds"], now: now)
    let new = try await token(authority)
    let keyID = try #require(rotated?.active.id)
    let header = try #require(Base64URL.decode(new.split(separator: ".")[0]))
    #expect(String(decoding: header, as: UTF8.self).contains(keyID))
    #expect(String(decoding: await authority.keySet, as: UTF8.self).contains(keyID))
  }

  @Test func `the published keys verify a token`() async throws {
    let authority = try await authority()
    let keys = JWTKeyCollection()
    try await keys.add(jwksJSON: String(decoding: await authority.keySet, as: UTF8.self))
    let claims = try await keys.verify(token(authority), as: Forged.self)
    #expect(claims.sub == "user-1")
  }

  @Test func `the discovery document names the endpoints`() throws {
    let text = String(
      decoding: try DiscoveryDocument(issuer: "http://localhost").json, as: UTF8.self)
    #expect(text.contains(#""issuer":"http://localhost""#))
    #expect(text.contains(#""jwks_uri":"http://localhost/.well-known/jwks.json""#))
    #expect(text.contains(#""token_endpoint":"http://localhost/oauth2/token""#))
  }
}

private struct Forged: JWTPayload {
  var iss: String
  var sub: String
  var aud: AudienceClaim
  var exp: Double

  func verify(using algorithm: some JWTAlgorithm) {}
}
