/// Somebody whom a trust policy names (cognito-sync.md 3.8).
package struct PolicyPrincipal: Hashable, Sendable {
  /// How it is known: `Federated`, `Service`, `AWS`.
  package var kind: String
  /// Its name, or `*` for all of the kind.
  package var name: String

  /// Creates a principal.
  package init(kind: String, name: String) {
    self.kind = kind
    self.name = name
  }

  /// The identity service, as the provider of web identities.
  package static let identityService = PolicyPrincipal(
    kind: "Federated", name: "cognito-identity.amazonaws.com")

  /// Everybody.
  package static let everybody = PolicyPrincipal(kind: "*", name: "*")

  /// Tells whether `other` is meant by this.
  func includes(_ other: PolicyPrincipal) -> Bool {
    self == .everybody || kind == other.kind && (name == "*" || name == other.name)
  }
}
