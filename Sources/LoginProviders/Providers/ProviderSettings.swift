/// What the service, as opposed to a pool, knows about identity providers.
package struct ProviderSettings: Sendable {
  /// Where providers are, by login key, if not at the address they are known by.
  package var addresses: [String: ProviderAddress]
  /// The applications of OpenID Connect providers that pools name by ARN, by login key.
  package var clientIDs: [String: Set<String>]
  /// Secrets of Facebook apps by app id; with one, Facebook is asked about a token as the app.
  package var facebookSecrets: [String: String]
  /// Checks of one's own by login key, before all others: the built-in provider, SAML, Twitter.
  package var checks: [String: LoginCheck]
  /// Asks a user pool about a user; without it, pools that want this refuse everybody.
  package var userPoolCheck: UserPoolCheck?

  /// Creates settings from their parts.
  package init(
    addresses: [String: ProviderAddress] = [:], clientIDs: [String: Set<String>] = [:],
    facebookSecrets: [String: String] = [:], checks: [String: LoginCheck] = [:],
    userPoolCheck: UserPoolCheck? = nil
  ) {
    self.addresses = addresses
    self.clientIDs = clientIDs
    self.facebookSecrets = facebookSecrets
    self.checks = checks
    self.userPoolCheck = userPoolCheck
  }
}
