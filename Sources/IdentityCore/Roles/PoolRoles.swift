/// The roles that identities of a pool take on (cognito-sync.md 3.8).
package struct PoolRoles: Hashable, Sendable {
  /// The ARN for identities with a login.
  package var authenticated: String?
  /// The ARN for guests.
  package var unauthenticated: String?

  /// How users of single providers get their role, by login key, by `KEY:CLIENT`, or by the ARN of
  /// an OpenID Connect provider.
  package var mappings: [String: RoleMapping]

  /// Creates roles from their parts.
  package init(
    authenticated: String? = nil, unauthenticated: String? = nil,
    mappings: [String: RoleMapping] = [:]
  ) {
    self.authenticated = authenticated
    self.unauthenticated = unauthenticated
    self.mappings = mappings
  }
}
