import CognitoWire
import IdentityCore
import LoginProviders
import Testing

/// Login with Amazon, cognito-sync.md 3.4, point 2.
@Suite struct AmazonTests {
  private static let key = "www.amazon.com"
  private static let url = "https://api.amazon.com/auth/o2/tokeninfo?access_token=Atza%7Cx%2F%2B"
  private let token = "Atza|x/+"

  private func issuer(_ body: String, status: Int = 200) throws -> StubIssuer {
    let issuer = try StubIssuer(provider: Self.key, applications: "amzn1.application.1")
    issuer.stub.answer(Self.url, body, status: status)
    return issuer
  }

  private func answer(
    application: String = "amzn1.application.1", user: String = #""amzn1.account.A""#,
    seconds: String = "3597"
  ) -> String {
    #"{"iss":"https://www.amazon.com","user_id":\#(user),"aud":"amzn1.application-oa2-client.2","#
      + #""app_id":"\#(application)","exp":\#(seconds),"iat":1311280970}"#
  }

  @Test func `the user of a token is the one Amazon names`() async throws {
    let logins = try await issuer(answer()).validate(token, key: Self.key)
    #expect(logins.logins == [Login(provider: Self.key, user: "amzn1.account.A")])
    let claims = try #require(logins.claims[Self.key])
    #expect(claims.claims["user_id"] == .text("amzn1.account.A"))
    #expect(
      PrincipalTagMap(usesDefaults: true).sessionTags(of: claims, kind: .amazon)
        == ["client": "amzn1.application-oa2-client.2", "username": "amzn1.account.A"])
  }

  @Test func `a token of another app is refused`() async throws {
    let issuer = try issuer(answer(application: "amzn1.application.2"))
    #expect(await issuer.refusal(token, key: Self.key) == .audience)
  }

  @Test(arguments: ["0", "-1", "null", #""3597""#]) func `a token without time left is refused`(
    seconds: String
  ) async throws {
    #expect(try await issuer(answer(seconds: seconds)).refusal(token, key: Self.key) == .refused)
  }

  @Test(arguments: ["null", #""""#, "7"]) func `an answer without a user is no login`(
    user: String
  ) async throws {
    #expect(try await issuer(answer(user: user)).refusal(token, key: Self.key) == .refused)
  }

  @Test(arguments: [400, 401, 403]) func `a token Amazon does not know is invalid`(
    status: Int
  ) async throws {
    let body = #"{"error":"invalid_token","error_description":"The request has an invalid token"}"#
    let refusal = try await issuer(body, status: status).refusal(token, key: Self.key)
    #expect(refusal == .refused)
    #expect(refusal?.message == "Invalid login token.")
    #expect(refusal?.code == .notAuthorized)
  }

  @Test(arguments: [302, 404, 429, 500, 503]) func `Amazon in trouble is an external failure`(
    status: Int
  ) async throws {
    let refusal = try await issuer("{}", status: status).refusal(token, key: Self.key)
    #expect(refusal == .unreachable(Self.key))
  }

  @Test(arguments: ["", "[]", "<html>"]) func `an answer that is none is an external failure`(
    body: String
  ) async throws {
    #expect(
      try await issuer(body).refusal(token, key: Self.key) == .invalidAnswer(Self.key))
  }
}
