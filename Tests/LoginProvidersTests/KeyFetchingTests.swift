import CognitoWire
import HTTPTypes
import LoginProviders
import Testing

/// Discovery, caching and rotation of an issuer's keys, cognito-sync.md 3.4.
@Suite struct KeyFetchingTests {
  private let key = TestKey.p256("old")
  private let next = TestKey.p256("new")
  private let base = "https://login.example.com"

  /// Returns a token that is valid long enough for every test.
  private func token(_ key: TestKey) throws -> String {
    try TestToken(by: key, ["exp": "\(StubIssuer.now + 1_000_000)"]).text
  }

  /// Validates two tokens and tells whether the issuer was asked for the second one.
  private func asksAgain(_ fields: HTTPFields, after seconds: Int64) async throws -> Bool {
    let issuer = try StubIssuer(key)
    issuer.publish(base, [key.published()], fields: fields)
    #expect(try await issuer.refusal(token(key)) == nil)
    #expect(issuer.stub.requests.count == 2)
    #expect(try await issuer.refusal(token(key), after: seconds) == nil)
    return issuer.stub.requests.count > 2
  }

  @Test(
    arguments: [
      ([:], 3_600), ([.cacheControl: "public, max-age=600"], 600),
      ([.cacheControl: "MAX-AGE=600 , must-revalidate"], 600),
      ([.cacheControl: "max-age=600", .age: "200"], 400),
      ([.cacheControl: "no-store"], 30), ([.cacheControl: "no-cache, max-age=600"], 30),
      ([.cacheControl: "max-age=0"], 30), ([.cacheControl: "max-age=nonsense"], 30),
      ([.cacheControl: "max-age=-9223372036854775808", .age: "9223372036854775807"], 30),
      ([.cacheControl: "max-age=999999999999"], 86_400),
      ([.expires: "Tue, 14 Nov 2023 22:33:20 GMT"], 1_200),
      ([.expires: "Tue, 14 Nov 2023 22:33:20 GMT", .date: "Tue, 14 Nov 2023 22:23:20 GMT"], 600),
      ([.expires: "0"], 30),
      ([.expires: "Tue, 14 Nov 2023 22:33:20 GMT", .cacheControl: "max-age=60"], 60),
      ([.expires: "Thu, 29 Feb 2024 00:00:00 GMT"], 86_400),
    ] as [(HTTPFields, Int64)])
  func `keys are kept as long as the issuer allows`(
    fields: HTTPFields, seconds: Int64
  ) async throws {
    #expect(try await !asksAgain(fields, after: seconds - 1))
    #expect(try await asksAgain(fields, after: seconds))
  }

  @Test func `a new key is noticed at once`() async throws {
    let issuer = try StubIssuer(key)
    #expect(try await issuer.refusal(token(key)) == nil)
    issuer.publish(base, [next.published()])
    #expect(try await issuer.refusal(token(next), after: 1) == nil)
    #expect(issuer.stub.requests.count == 4)
    #expect(try await issuer.refusal(token(key), after: 2) == .unknownKey)
  }

  @Test func `a new key is noticed though no token names it`() async throws {
    func nameless(_ key: TestKey) throws -> String {
      var token = TestToken(by: key)
      token.header["kid"] = nil
      return try token.text
    }
    let issuer = try StubIssuer(key)
    #expect(try await issuer.refusal(nameless(key)) == nil)
    issuer.publish(base, [next.published()])
    #expect(try await issuer.refusal(nameless(next), after: 1) == nil)
    #expect(issuer.stub.requests.count == 4)
    for seconds in 2..<31 {
      #expect(try await issuer.refusal(nameless(key), after: Int64(seconds)) == .signature)
    }
    #expect(issuer.stub.requests.count == 4)
  }

  @Test func `made-up keys do not make the service ask again and again`() async throws {
    let issuer = try StubIssuer(key)
    for number in 0..<20 {
      let token = try token(.p256("made-up-\(number)"))
      #expect(await issuer.refusal(token, after: Int64(number)) == .unknownKey)
    }
    #expect(issuer.stub.requests.count == 4)
    #expect(try await issuer.refusal(token(.p256("again")), after: 30) == .unknownKey)
    #expect(issuer.stub.requests.count == 6)
  }

  @Test func `many who need keys at once share one question`() async throws {
    let issuer = try StubIssuer(key)
    let token = try token(key)
    let accepted = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<50 { group.addTask { await issuer.refusal(token) == nil } }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(accepted == 50)
    #expect(issuer.stub.requests.count == 2)
  }

  @Test func `many who show a new key share one question`() async throws {
    let issuer = try StubIssuer(key)
    #expect(try await issuer.refusal(token(key)) == nil)
    issuer.publish(base, [next.published()])
    let token = try token(next)
    let accepted = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<50 { group.addTask { await issuer.refusal(token) == nil } }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(accepted == 50)
    #expect(issuer.stub.requests.count == 4)
  }

  @Test(arguments: [ProviderFailure.unreachable, .timedOut])
  func `an issuer out of reach is an external failure`(failure: ProviderFailure) async throws {
    let issuer = try StubIssuer(key)
    issuer.stub.fail(failure)
    let refusal = try await issuer.refusal(token(key))
    #expect(refusal == .unreachable(StubIssuer.key))
    #expect(refusal?.code == .externalService)
    issuer.stub.fail(nil)
    #expect(try await issuer.refusal(token(key), after: 4) == .unreachable(StubIssuer.key))
    #expect(issuer.stub.requests.count == 1)
    #expect(try await issuer.refusal(token(key), after: 5) == nil)
  }

  @Test func `old keys serve for an hour while the issuer is out of reach`() async throws {
    let issuer = try StubIssuer(key)
    issuer.publish(base, [key.published()], fields: [.cacheControl: "max-age=600"])
    #expect(try await issuer.refusal(token(key)) == nil)
    issuer.stub.fail(.unreachable)
    #expect(try await issuer.refusal(token(key), after: 600) == nil)
    #expect(try await issuer.refusal(token(key), after: 601) == nil)
    #expect(issuer.stub.requests.count == 3)
    #expect(try await issuer.refusal(token(key), after: 4_199) == nil)
    #expect(try await issuer.refusal(token(key), after: 4_200) == .unreachable(StubIssuer.key))
    issuer.stub.fail(nil)
    #expect(try await issuer.refusal(token(key), after: 4_210) == nil)
  }

  @Test func `a new key of an issuer out of reach is not called wrong`() async throws {
    let issuer = try StubIssuer(key)
    #expect(try await issuer.refusal(token(key)) == nil)
    issuer.stub.fail(.unreachable)
    #expect(try await issuer.refusal(token(next)) == .unreachable(StubIssuer.key))
    #expect(try await issuer.refusal(token(key)) == nil)
  }

  @Test(arguments: [
    #"{"issuer":"https://evil.org","jwks_uri":"https://login.example.com/keys"}"#,
    #"{"issuer":"https://login.example.com/","jwks_uri":"https://login.example.com/keys"}"#,
    #"{"issuer":"https://login.example.com","jwks_uri":"http://login.example.com/keys"}"#,
    #"{"issuer":"https://login.example.com","jwks_uri":"file:///etc/passwd"}"#,
    #"{"issuer":"https://login.example.com"}"#, #"{"jwks_uri":"https://x/keys"}"#, "[]", "",
    "<html>",
  ])
  func `a document that cannot be the issuer's is not believed`(document: String) async throws {
    let issuer = try StubIssuer(key)
    issuer.stub.answer("\(base)/.well-known/openid-configuration", document)
    let refusal = try await issuer.refusal(token(key))
    #expect(refusal == .invalidAnswer(StubIssuer.key))
    #expect(refusal?.code == .externalService)
    #expect(issuer.stub.requests.count == 1)
  }

  @Test(arguments: [
    #"{"keys":[]}"#, "{}", #"{"keys":{}}"#, #"{"keys":[{"kty":"RSA","kid":"old"}]}"#,
  ])
  func `a set without a usable key is no answer`(document: String) async throws {
    let issuer = try StubIssuer(key)
    issuer.stub.answer("\(base)/keys", document)
    #expect(try await issuer.refusal(token(key)) == .invalidAnswer(StubIssuer.key))
  }

  @Test(arguments: [301, 302, 403, 404, 429, 500, 503])
  func `any status but success means out of reach`(status: Int) async throws {
    let issuer = try StubIssuer(key)
    issuer.stub.answer(
      "\(base)/keys", "{}", status: status, fields: [.location: "https://evil.org"])
    #expect(try await issuer.refusal(token(key)) == .unreachable(StubIssuer.key))
    #expect(issuer.stub.requests.count == 2)
  }

  @Test func `an endless document is not read`() async throws {
    let issuer = try StubIssuer(key)
    issuer.stub.answer("\(base)/keys", String(repeating: " ", count: 1 << 20) + "{}")
    #expect(try await issuer.refusal(token(key)) == .invalidAnswer(StubIssuer.key))
  }

  @Test func `keys that cannot be used do not hide others`() async throws {
    let issuer = try StubIssuer(key)
    let weak = #"{"kty":"RSA","kid":"old","n":"\#(String(repeating: "_", count: 171))","e":"AQAB"}"#
    let huge =
      #"{"kty":"RSA","kid":"big","n":"\#(String(repeating: "_", count: 2_000))","e":"AQAB"}"#
    let broken = #"{"kty":"EC","kid":"old","crv":"P-256","x":"AA","y":"AA"}"#
    issuer.publish(
      base, [weak, huge, broken, #"{"kty":"OKP","kid":"old"}"#, "7", key.published()])
    #expect(try await issuer.refusal(token(key)) == nil)
    #expect(try await issuer.refusal(TestToken(by: .rsa("RS256", id: "big")).text) == .unknownKey)
  }

  @Test func `a token that names another issuer asks nobody`() async throws {
    let issuer = try StubIssuer(key)
    let foreign = TestToken(by: key, issuer: "https://evil.org")
    #expect(try await issuer.refusal(foreign.text) == .issuer)
    #expect(issuer.stub.requests.isEmpty)
  }
}
