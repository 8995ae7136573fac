/// What a provider's valid token says about its user (cognito-sync.md 3.4).
package struct LoginClaims: Hashable, Sendable {
  /// The user's stable id at the provider.
  package var user: String
  /// The application the token was made for: one of those the pool is configured with.
  package var client: String?
  /// Everything the token or the provider says, by name.
  package var claims: [String: ClaimValue]

  /// Creates claims from their parts.
  package init(user: String, client: String? = nil, claims: [String: ClaimValue] = [:]) {
    self.user = user
    self.client = client
    self.claims = claims
  }
}
