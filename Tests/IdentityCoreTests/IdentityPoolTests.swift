import IdentityCore
import SyncCore
import Testing

/// Pools, their providers, and new identifiers, cognito-sync.md 3.3, 3.4.
@Suite struct IdentityPoolTests {
  private let configuration = IdentityPoolConfiguration(
    name: "Test", allowsGuests: true, supportedLoginProviders: ["graph.facebook.com": "123"],
    developerProviderName: "login.mycompany",
    openIDConnectProviderARNs: [
      "arn:aws:iam::000000000000:oidc-provider/127.0.0.1:8080",
      "arn:aws:iam::000000000000:oidc-provider/login.example.com/tenant",
    ],
    userPoolClients: [
      UserPoolClient(providerName: "cognito-idp.us-east-1.amazonaws.com/p", clientID: "c")
    ],
    samlProviderARNs: ["arn:aws:iam::000000000000:saml-provider/Works"])

  @Test(arguments: [
    "graph.facebook.com", "127.0.0.1:8080", "login.example.com/tenant",
    "cognito-idp.us-east-1.amazonaws.com/p", "arn:aws:iam::000000000000:saml-provider/Works",
  ])
  func `a configured provider is accepted`(provider: String) {
    #expect(configuration.accepts(provider: provider))
  }

  @Test(arguments: ["login.mycompany", "example.com", "", "oidc-provider/127.0.0.1:8080"])
  func `any other provider is not, nor the developer's own`(provider: String) {
    #expect(!configuration.accepts(provider: provider))
  }

  @Test func `a renamed issuer is accepted in place of the old one`() {
    var changed = configuration
    changed.renameOpenIDConnectProvider(from: "127.0.0.1:8080", to: "play.example.com")
    #expect(changed.openIDConnectProviders == ["play.example.com", "login.example.com/tenant"])
    #expect(
      changed.openIDConnectProviderARNs.first
        == "arn:aws:iam::000000000000:oidc-provider/play.example.com")
  }

  @Test(arguments: [
    ("https://login.example.com/tenant", "login.example.com/tenant"),
    ("http://127.0.0.1:8080", "127.0.0.1:8080"), ("accounts.google.com", "accounts.google.com"),
  ])
  func `a login key is the issuer without its scheme`(issuer: String, provider: String) {
    #expect(Login.provider(ofIssuer: issuer) == provider)
  }

  @Test func `new identifiers are random UUIDs of version 4 and repeat with their source`() throws {
    var generator = SmallGenerator(state: 7)
    let first = try #require(IdentityID.random(region: "eu-west-1", using: &generator))
    let second = try #require(IdentityID.random(region: "eu-west-1", using: &generator))
    #expect(first != second)
    let pattern = /eu-west-1:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
    #expect(first.rawValue.wholeMatch(of: pattern) != nil)
    var again = SmallGenerator(state: 7)
    #expect(IdentityID.random(region: "eu-west-1", using: &again) == first)
  }

  @Test func `a region that breaks the grammar makes no identifier`() {
    var generator = SmallGenerator(state: 7)
    #expect(IdentityPoolID.random(region: "", using: &generator) == nil)
    #expect(IdentityPoolID.random(region: "no such region", using: &generator) == nil)
  }
}
