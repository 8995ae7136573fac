import IdentityCore
import SyncCore
import Testing

/// UpdateIdentityPool, and what no pool can have, cognito-sync.md 3.3.
@Suite struct IdentityPoolUpdateTests {
  private func pool(_ configuration: IdentityPoolConfiguration) throws -> IdentityPool {
    IdentityPool(id: try #require(IdentityPoolID("us-east-1:aa")), configuration: configuration)
  }

  @Test func `I-031 members that are left out go back to their defaults`() throws {
    let before = try pool(
      IdentityPoolConfiguration(
        name: "Old", allowsGuests: true, allowsClassicFlow: false,
        supportedLoginProviders: ["graph.facebook.com": "1"],
        openIDConnectProviderARNs: ["arn:aws:iam::1:oidc-provider/x"],
        samlProviderARNs: ["arn:aws:iam::1:saml-provider/x"], tags: ["a": "b"]))
    let plain = IdentityPoolConfiguration(name: "New", allowsGuests: false)
    #expect(try before.updated(with: plain) == pool(plain))
  }

  @Test func `labels are added, replaced and taken off, up to fifty`() throws {
    let empty = try pool(IdentityPoolConfiguration(name: "P", allowsGuests: true))
    let two = try empty.changed(by: .addTags(["a": "1", "b": "2"]))
    #expect(try two.changed(by: .addTags(["b": "3"])).configuration.tags == ["a": "1", "b": "3"])
    #expect(try two.changed(by: .removeTags(["a", "z"])).configuration.tags == ["b": "2"])
    let rest = Dictionary(uniqueKeysWithValues: (0..<48).map { ("k\($0)", "") })
    let full = try two.changed(by: .addTags(rest))
    #expect(try full.changed(by: .addTags(["a": "5"])).configuration.tags.count == 50)
    #expect(throws: IdentityError.tooManyTags(most: 50)) {
      try full.changed(by: .addTags(["c": ""]))
    }
  }

  @Test func `I-032 the developer provider's name can be set once and stays`() throws {
    var configuration = IdentityPoolConfiguration(name: "P", allowsGuests: true)
    let fresh = try pool(configuration)
    configuration.developerProviderName = "login.mine"
    let named = try fresh.updated(with: configuration)
    #expect(named.configuration.developerProviderName == "login.mine")
    #expect(try named.updated(with: configuration) == named)
    configuration.developerProviderName = nil
    #expect(try named.updated(with: configuration) == named)
    configuration.developerProviderName = "login.other"
    #expect(throws: IdentityError.developerProviderFixed) {
      try named.updated(with: configuration)
    }
    #expect(IdentityError.developerProviderFixed.kind == .invalidParameter)
  }

  @Test(arguments: ["graph.facebook.com", "idp.example", "cognito-identity.amazonaws.com"])
  func `a backend cannot vouch under somebody else's name`(name: String) throws {
    let pool = try pool(
      IdentityPoolConfiguration(
        name: "P", allowsGuests: true, supportedLoginProviders: ["graph.facebook.com": "1"],
        developerProviderName: name,
        openIDConnectProviderARNs: ["arn:aws:iam::1:oidc-provider/idp.example"]))
    #expect(throws: IdentityError.developerProviderTaken(name)) { try pool.check() }
    #expect(!pool.configuration.accepts(provider: name))
  }

  @Test func `quotas of providers are kept`() throws {
    var configuration = IdentityPoolConfiguration(name: "P", allowsGuests: true)
    configuration.userPoolClients = (0..<51).map {
      UserPoolClient(providerName: "pool", clientID: "\($0)")
    }
    #expect(throws: IdentityError.tooManyUserPools(most: 50)) { try pool(configuration).check() }
    configuration.userPoolClients = []
    configuration.samlProviderARNs = [String(repeating: "a", count: 2_049)]
    #expect(throws: IdentityError.providerNamesTooLong(mostBytes: 2_048)) {
      try pool(configuration).check()
    }
  }
}
