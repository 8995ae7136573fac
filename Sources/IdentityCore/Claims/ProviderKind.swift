/// The kinds of identity providers, as they differ in tokens and tags (cognito-sync.md 3.4).
package enum ProviderKind: Hashable, Sendable {
  /// Login with Amazon.
  case amazon
  /// Facebook.
  case facebook
  /// Google.
  case google
  /// Sign in with Apple.
  case apple
  /// Twitter, or its former Digits.
  case twitter
  /// A Cognito user pool.
  case userPool
  /// Any other OpenID Connect issuer.
  case openIDConnect
  /// A SAML provider, named by its ARN.
  case saml
  /// The pool owner's own backend.
  case developer
  /// The service itself, whose tokens prove that somebody holds an identity.
  case cognito

  /// The login keys of the service's own tokens.
  package static let cognitoKeys: Set<String> = [
    "cognito-identity.amazonaws.com", "cognito-identity.cn-north-1.amazonaws.com.cn",
  ]

  /// Tells which kind the login key `provider` means in a pool, or nothing when the pool does not
  /// know it (3.4, point 1).
  package init?(_ provider: String, in configuration: IdentityPoolConfiguration) {
    if Self.cognitoKeys.contains(provider) {
      self = .cognito
    } else if provider == configuration.developerProviderName {
      self = .developer
    } else if configuration.accepts(provider: provider) {
      self = Self.known[provider] ?? Self.configured(provider, configuration)
    } else {
      return nil
    }
  }

  private static let known: [String: ProviderKind] = [
    "www.amazon.com": .amazon, "graph.facebook.com": .facebook, "accounts.google.com": .google,
    "appleid.apple.com": .apple, "api.twitter.com": .twitter, "www.digits.com": .twitter,
  ]

  private static func configured(
    _ provider: String, _ configuration: IdentityPoolConfiguration
  ) -> ProviderKind {
    if configuration.userPoolClients.contains(where: { $0.providerName == provider }) {
      return .userPool
    }
    return configuration.samlProviderARNs.contains(provider) ? .saml : .openIDConnect
  }
}
