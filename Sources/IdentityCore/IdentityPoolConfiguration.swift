/// What the owner of an identity pool decides: the members of CreateIdentityPool
/// (cognito-sync.md 3.3).
package struct IdentityPoolConfiguration: Hashable, Sendable {
  /// A name for people.
  package var name: String
  /// Whether identities without any login are given out.
  package var allowsGuests: Bool
  /// Whether the basic flow is allowed; nothing means allowed.
  package var allowsClassicFlow: Bool?
  /// Public providers by login key, with the application id their tokens have to be for.
  package var supportedLoginProviders: [String: String]
  /// The login key of the owner's own backend.
  package var developerProviderName: String?
  /// OpenID Connect providers, `arn:aws:iam::ACCOUNT:oidc-provider/HOST`.
  package var openIDConnectProviderARNs: [String]
  /// Cognito user pools.
  package var userPoolClients: [UserPoolClient]
  /// SAML providers, whose ARNs are their login keys.
  package var samlProviderARNs: [String]
  /// Labels, without meaning to the service.
  package var tags: [String: String]

  /// Creates a configuration; what is left out is empty.
  package init(
    name: String, allowsGuests: Bool, allowsClassicFlow: Bool? = nil,
    supportedLoginProviders: [String: String] = [:], developerProviderName: String? = nil,
    openIDConnectProviderARNs: [String] = [], userPoolClients: [UserPoolClient] = [],
    samlProviderARNs: [String] = [], tags: [String: String] = [:]
  ) {
    self.name = name
    self.allowsGuests = allowsGuests
    self.allowsClassicFlow = allowsClassicFlow
    self.supportedLoginProviders = supportedLoginProviders
    self.developerProviderName = developerProviderName
    self.openIDConnectProviderARNs = openIDConnectProviderARNs
    self.userPoolClients = userPoolClients
    self.samlProviderARNs = samlProviderARNs
    self.tags = tags
  }

  /// The login keys of the OpenID Connect providers.
  package var openIDConnectProviders: [String] {
    openIDConnectProviderARNs.compactMap(Self.provider(ofARN:))
  }

  /// Tells whether a user of `provider` may present a token of it (3.4, point 1).
  ///
  /// The developer provider is no such provider: its users come through the owner's backend only.
  package func accepts(provider: String) -> Bool {
    provider != developerProviderName && trusts(provider: provider)
  }

  /// Tells whether `provider` is one of those configured, whatever the developer provider's name.
  func trusts(provider: String) -> Bool {
    supportedLoginProviders[provider] != nil || openIDConnectProviders.contains(provider)
      || userPoolClients.contains { $0.providerName == provider }
      || samlProviderARNs.contains(provider)
  }

  /// Lets every mention of the OpenID Connect provider `old` mean `new` instead.
  package mutating func renameOpenIDConnectProvider(from old: String, to new: String) {
    openIDConnectProviderARNs = openIDConnectProviderARNs.map { arn in
      guard Self.provider(ofARN: arn) == old else { return arn }
      return String(arn.dropLast(old.count)) + new
    }
  }

  /// Returns the login key in `arn:aws:iam::ACCOUNT:oidc-provider/HOST`.
  package static func provider(ofARN arn: String) -> String? {
    arn.firstRange(of: ":oidc-provider/").map { String(arn[$0.upperBound...]) }
  }
}
