/// A user as one identity provider knows them (cognito-sync.md 1, "Authenticated identity").
package struct Login: Hashable, Sendable, Comparable {
  /// The provider's key in `Logins`, such as an issuer without its scheme.
  package var provider: String
  /// The user's stable id at the provider.
  package var user: String

  /// Creates a login from its parts.
  package init(provider: String, user: String) {
    self.provider = provider
    self.user = user
  }

  /// Tells whether both are the same bytes: a user whose id is only canonically equivalent is
  /// somebody else.
  package static func == (left: Login, right: Login) -> Bool {
    left.provider.utf8.elementsEqual(right.provider.utf8)
      && left.user.utf8.elementsEqual(right.user.utf8)
  }

  /// Feeds the bytes of the user's id.
  package func hash(into hasher: inout Hasher) {
    for byte in user.utf8 { hasher.combine(byte) }
  }

  /// Orders logins by provider and user.
  package static func < (left: Login, right: Login) -> Bool {
    (left.provider, left.user) < (right.provider, right.user)
  }

  /// Returns the key in `Logins` of an OpenID Connect issuer: its URL without the scheme
  /// (cognito-sync.md 3.4).
  package static func provider(ofIssuer issuer: String) -> String {
    guard let scheme = issuer.firstRange(of: "://") else { return issuer }
    return String(issuer[scheme.upperBound...])
  }
}
