import CognitoWire
import LoginProviders
import Testing

/// Tokens made to mislead: all are refused, with the code for it and without a question to anybody
/// but the issuer.
@Suite struct HostileTokenTests {
  private let key = TestKey.p256()

  private func refusal(_ text: String) async throws -> LoginError? {
    let issuer = try StubIssuer(key)
    let refusal = await issuer.refusal(text)
    #expect(refusal?.code == .notAuthorized)
    #expect(
      Set(issuer.stub.requests).isSubset(of: [
        "https://login.example.com/.well-known/openid-configuration",
        "https://login.example.com/keys",
      ]))
    return refusal
  }

  private func header(_ members: String) -> String { "{\(members)}" }

  private var payload: String { TestToken.object(TestToken(by: key).claims) }

  @Test(arguments: ["none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "EdDSA", "RS1"])
  func `an algorithm without a public key is refused`(algorithm: String) async throws {
    let text = try TestToken.text(#"{"alg":"\#(algorithm)","kid":"k1"}"#, payload, key)
    #expect(try await refusal(text) == .algorithm(algorithm))
    let unsigned = text.prefix(through: text.lastIndex(of: ".") ?? text.startIndex)
    #expect(try await refusal(String(unsigned)) == .algorithm(algorithm))
  }

  @Test(arguments: ["RS256", "PS256", "ES384", "ES512"])
  func `an algorithm of another kind of key is refused`(algorithm: String) async throws {
    let text = try TestToken.text(#"{"alg":"\#(algorithm)","kid":"k1"}"#, payload, key)
    #expect(try await refusal(text) == .algorithm(algorithm))
  }

  @Test func `a key serves only the algorithm it is published for`() async throws {
    let signer = try TestKey.rsa("RS512")
    let issuer = try StubIssuer(signer)
    issuer.publish("https://\(StubIssuer.key)", [signer.published(algorithm: "RS256")])
    #expect(try await issuer.refusal(TestToken(by: signer).text) == .algorithm("RS512"))
  }

  @Test(arguments: [
    #","use":"enc""#, #","key_ops":["sign"]"#, #","kty":"oct""#, #","crv":"P-384""#,
  ])
  func `a key for another purpose verifies nothing`(member: String) async throws {
    let issuer = try StubIssuer(key)
    let other = TestKey.p256("other")
    issuer.publish("https://\(StubIssuer.key)", [key.published(member), other.published()])
    #expect(try await issuer.refusal(TestToken(by: key).text) == .unknownKey)
  }

  @Test(arguments: [
    #""jku":"https://evil.org/keys""#, #""x5u":"https://evil.org/cert""#, #""x5c":["MIIB"]"#,
    #""jwk":JWK"#,
  ])
  func `keys that a token brings along are not looked at`(member: String) async throws {
    let evil = TestKey.p256()
    let member = member.replacing("JWK", with: evil.published())
    let text = try TestToken.text(header(#""alg":"ES256","kid":"k1",\#(member)"#), payload, evil)
    #expect(try await refusal(text) == .signature)
  }

  @Test(arguments: [
    "../../keys", "k1' OR '1'='1", "K1", "k1 ", "", "k1\\u0000", "https://evil.org/keys",
  ])
  func `the name of a key is nothing but a name`(id: String) async throws {
    let text = try TestToken.text(header(#""alg":"ES256","kid":"\#(id)""#), payload, key)
    #expect(try await refusal(text) == .unknownKey)
  }

  @Test(arguments: [
    #""alg":"ES256","kid":7"#, #""alg":7,"kid":"k1""#, #""kid":"k1""#,
    #""alg":"ES256","kid":"k1","crit":["exp"]"#, #""alg":"ES256","kid":"k1","crit":{}"#,
    #""alg":"ES256","alg":"ES256","kid":"k1""#, #""alg":"ES256","kid":"k1","kid":"k1""#,
  ])
  func `a header that can be misunderstood is refused`(members: String) async throws {
    #expect(try await refusal(TestToken.text(header(members), payload, key)) == .malformed)
  }

  @Test func `a claim given twice is refused`() async throws {
    let twice = payload.dropLast() + #","sub":"eve"}"#
    let good = header(#""alg":"ES256","kid":"k1""#)
    #expect(try await refusal(TestToken.text(good, String(twice), key)) == .malformed)
    let escaped = payload.dropLast() + #","\u0073ub":"eve"}"#
    #expect(try await refusal(TestToken.text(good, String(escaped), key)) == .malformed)
  }

  @Test(arguments: ["", "[]", "7", "\"x\"", "null", "{", "{}{}", "\u{1}"])
  func `a payload that is no object is refused`(payload: String) async throws {
    let text = try TestToken.text(header(#""alg":"ES256","kid":"k1""#), payload, key)
    #expect(try await refusal(text) == .malformed)
  }

  @Test func `depth and length are bounded`() async throws {
    let good = header(#""alg":"ES256","kid":"k1""#)
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    #expect(try await refusal(TestToken.text(good, #"{"a":\#(deep)}"#, key)) == .malformed)
    let long = #"{"a":"\#(String(repeating: "x", count: 1 << 20))"}"#
    #expect(try await refusal(TestToken.text(good, long, key)) == .malformed)
    #expect(try await refusal(String(repeating: ".", count: 1 << 20)) == .malformed)
    let user = try TestToken(by: key, ["sub": "\"\(String(repeating: "u", count: 1_025))\""]).text
    #expect(try await refusal(user) == .malformed)
  }

  @Test(arguments: ["", ".", "..", "...", "a.b", "a.b.c.d", "é.é.é", " ", "\u{0}"])
  func `what is no token is refused`(text: String) async throws {
    #expect(try await refusal(text) == .malformed)
  }

  @Test func `a token that is cut off anywhere is refused`() async throws {
    let text = try TestToken(by: key).text
    let issuer = try StubIssuer(key)
    for length in 0..<text.count {
      #expect(await issuer.refusal(String(text.prefix(length)))?.code == .notAuthorized)
    }
  }

  @Test func `a token with any other character is refused`() async throws {
    let text = Array(try TestToken(by: key).text)
    let issuer = try StubIssuer(key)
    for index in text.indices {
      var changed = text
      changed[index] = text[index] == "A" ? "B" : "A"
      #expect(await issuer.refusal(String(changed))?.code == .notAuthorized, "\(index)")
    }
  }

  @Test(arguments: ["=", "==", "\n", " ", "+", "/", "A"])
  func `base 64 has one spelling`(more: String) async throws {
    let text = try TestToken(by: key).text
    #expect(try await refusal(text + more)?.code == .notAuthorized)
    let parts = text.split(separator: ".")
    #expect(
      try await refusal("\(parts[0])\(more).\(parts[1]).\(parts[2])")?.code == .notAuthorized)
    #expect(
      try await refusal("\(parts[0]).\(parts[1])\(more).\(parts[2])")?.code == .notAuthorized)
  }

  @Test func `bits that base 64 leaves over have to be zero`() async throws {
    let text = try TestToken(by: key).text
    let last = try #require(text.last)
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let index = try #require(alphabet.firstIndex(of: last))
    #expect(try await refusal(text.dropLast() + String(alphabet[index + 1])) == .malformed)
  }

  @Test func `a token without a key's name is verified where only one key can be meant`()
    async throws
  {
    var token = TestToken(by: key)
    token.header["kid"] = nil
    let issuer = try StubIssuer(key)
    #expect(try await issuer.refusal(token.text) == nil)
    let two = try StubIssuer(key, .p256("k2"))
    #expect(try await two.refusal(token.text) == .unknownKey)
    let mixed = try StubIssuer(key, .p384("k2"))
    #expect(try await mixed.refusal(token.text) == nil)
  }

  @Test func `no refusal repeats the token`() async throws {
    let secret = String(repeating: "s3cret", count: 20)
    let text = try TestToken.text(#"{"alg":"\#(secret)","kid":"k1"}"#, payload, key)
    let refusal = try #require(try await refusal(text))
    #expect(!refusal.message.contains(secret))
    #expect(refusal.message.utf8.count < 100)
  }
}
