import CognitoWire
import IdentityCore
import LoginProviders
import Testing

/// Facebook, cognito-sync.md 3.4, point 2.
@Suite struct FacebookTests {
  private static let key = "graph.facebook.com"
  private static let base = "https://graph.facebook.com"
  private static let debug = "\(base)/debug_token?input_token=EAA&access_token=123%7Cshh"

  private func asUser(
    app: String = #"{"category":"Games","name":"G","id":"123"}"#,
    me: String = #"{"id":"1207059","name":"Ann"}"#, status: Int = 200
  ) throws -> StubIssuer {
    let issuer = try StubIssuer(provider: Self.key, applications: "123")
    issuer.stub.answer("\(Self.base)/app?access_token=EAA", app, status: status)
    issuer.stub.answer("\(Self.base)/me?fields=id%2Cname&access_token=EAA", me)
    return issuer
  }

  private func asApp(_ data: String, status: Int = 200) throws -> StubIssuer {
    let issuer = try StubIssuer(
      provider: Self.key, applications: "123",
      settings: ProviderSettings(facebookSecrets: ["123": "shh"]))
    issuer.stub.answer(Self.debug, #"{"data":\#(data)}"#, status: status)
    return issuer
  }

  private func valid(
    app: String = "123", user: String = #""1207059""#, expires: Int64 = 0, kind: String = "USER"
  ) -> String {
    #"{"app_id":"\#(app)","type":"\#(kind)","application":"G","expires_at":\#(expires),"#
      + #""is_valid":true,"issued_at":1347235328,"scopes":["email"],"user_id":\#(user)}"#
  }

  @Test func `without the app's secret the token itself is used`() async throws {
    let logins = try await asUser().validate("EAA", key: Self.key)
    #expect(logins.logins == [Login(provider: Self.key, user: "1207059")])
    let claims = try #require(logins.claims[Self.key])
    #expect(
      PrincipalTagMap(usesDefaults: true, tags: [:]).sessionTags(of: claims, kind: .facebook)
        == ["client": "123", "username": "1207059"])
    #expect(claims.claims["name"] == .text("Ann"))
  }

  @Test func `with the app's secret Facebook is asked about the token`() async throws {
    let issuer = try asApp(valid(expires: StubIssuer.now + 1))
    let logins = try await issuer.validate("EAA", key: Self.key)
    #expect(logins.logins == [Login(provider: Self.key, user: "1207059")])
    #expect(issuer.stub.requests == [Self.debug])
  }

  @Test func `a token of another app is refused`() async throws {
    #expect(try await asUser(app: #"{"id":"124"}"#).refusal("EAA", key: Self.key) == .audience)
    #expect(try await asUser(app: "{}").refusal("EAA", key: Self.key) == .audience)
    #expect(try await asApp(valid(app: "124")).refusal("EAA", key: Self.key) == .audience)
  }

  @Test func `a token that ended, is a page's or stands for nobody is refused`() async throws {
    let end = StubIssuer.now
    #expect(
      try await asApp(valid(expires: end)).refusal("EAA", key: Self.key)
        == .expired(at: end, now: end))
    #expect(try await asApp(valid(kind: "PAGE")).refusal("EAA", key: Self.key) == .refused)
    #expect(try await asApp(valid(user: "null")).refusal("EAA", key: Self.key) == .refused)
    let invalid = #"{"error":{"code":190,"message":"expired"},"is_valid":false,"scopes":[]}"#
    #expect(try await asApp(invalid).refusal("EAA", key: Self.key) == .refused)
    #expect(try await asApp("7").refusal("EAA", key: Self.key) == .refused)
    #expect(try await asUser(me: "{}").refusal("EAA", key: Self.key) == .invalidAnswer(Self.key))
  }

  @Test(arguments: [
    (
      #"{"error":{"message":"Invalid OAuth access token.","type":"OAuthException","code":190}}"#,
      true
    ),
    (#"{"error":{"message":"Please retry.","code":2,"is_transient":true}}"#, false),
    (#"{"error":{"message":"Too many calls","type":"OAuthException","code":4}}"#, false),
    ("", true),
  ])
  func `a refusal is about the token unless Facebook is at fault`(
    body: String, isAboutToken: Bool
  ) async throws {
    let refusal = try await asUser(app: body, status: 400).refusal("EAA", key: Self.key)
    #expect(refusal == (isAboutToken ? .refused : .unreachable(Self.key)))
  }

  @Test func `Facebook in trouble is an external failure`() async throws {
    let refusal = try await asUser(status: 500).refusal("EAA", key: Self.key)
    #expect(refusal == .unreachable(Self.key))
    #expect(refusal?.code == .externalService)
  }

  @Test func `a token cannot add to the question`() async throws {
    let issuer = try asUser()
    _ = await issuer.refusal("EAA&access_token=EBB#x y", key: Self.key)
    #expect(
      issuer.stub.requests
        == ["\(Self.base)/app?access_token=EAA%26access_token%3DEBB%23x%20y"])
  }
}
