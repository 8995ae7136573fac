import IdentityCore
import SyncCore
import Testing

@testable import CognitoWire

@Suite struct IdentityOperationTests {
  @Test func `every identity input and answer survives the wire`() throws {
    let path = try Fixture.path()
    let find = GetID.Input(
      accountID: "123456789012", pool: path.pool, logins: ["b.example": "2", "a.example": "1"])
    #expect(try GetID.carried(find) == find)
    #expect(try GetID.decode(output: GetID.encode(path.identity)) == path.identity)
    let credentials = GetCredentialsForIdentity.Input(
      identity: path.identity, logins: ["a": "t"],
      customRole: "arn:aws:iam::123456789012:role/Member")
    #expect(try GetCredentialsForIdentity.carried(credentials) == credentials)
    let answer = GetCredentialsForIdentity.Output(
      identity: path.identity, accessKeyID: "ASIA", secretAccessKey: "s", sessionToken: "t",
      expiration: Timestamp(milliseconds: 1_414_191_612_000))
    let body = GetCredentialsForIdentity.encode(answer)
    #expect(try GetCredentialsForIdentity.decode(output: body) == answer)
    #expect(String(decoding: body, as: UTF8.self).contains(#""SecretKey":"s""#))
  }

  @Test func `a pool survives the wire with all its members`() throws {
    let configuration = IdentityPoolConfiguration(
      name: "Hundred Holds", allowsGuests: true, allowsClassicFlow: false,
      supportedLoginProviders: ["graph.facebook.com": "7346241598935555"],
      developerProviderName: "login.mycompany.app",
      openIDConnectProviderARNs: ["arn:aws:iam::123456789012:oidc-provider/login.example.com"],
      userPoolClients: [UserPoolClient(providerName: "cognito-idp.x/y", clientID: "c")],
      samlProviderARNs: ["arn:aws:iam::123456789012:saml-provider/x"], tags: ["a": ""])
    #expect(try CreateIdentityPool.carried(configuration) == configuration)
    let pool = IdentityPool(id: try Fixture.path().pool, configuration: configuration)
    #expect(try CreateIdentityPool.decode(output: CreateIdentityPool.encode(pool)) == pool)
    #expect(try DescribeIdentityPool.carried(pool.id) == pool.id)
  }

  @Test(arguments: [
    #"{"IdentityId":"x"}"#, #"{"IdentityId":"us-east-1:XYZ"}"#, "{}", #"{"IdentityId":7}"#,
  ])
  func `I-005 a malformed identity is a validation error`(body: String) {
    let error = #expect(throws: WireError.self) {
      try GetCredentialsForIdentity.decode(WireMessage(body: Array(body.utf8)))
    }
    #expect(error?.code == .validation)
    #expect(error?.status == 400)
  }

  @Test func `a body that is no JSON is a serialization error`() {
    let error = #expect(throws: WireError.self) {
      try GetID.decode(WireMessage(body: Array("no".utf8)))
    }
    #expect(error?.code == .serialization)
  }

  @Test func `a refused token is not repeated in the message`() throws {
    let token = String(repeating: "secret", count: 10_000)
    let body = #"{"IdentityPoolId":"r:1","Logins":{"a":"\#(token)"}}"#
    let error = #expect(throws: WireError.self) {
      try GetID.decode(WireMessage(body: Array(body.utf8)))
    }
    #expect(error?.message.contains("secret") == false)
  }
}
