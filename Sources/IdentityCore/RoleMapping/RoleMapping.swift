/// How the users of one provider get their role (cognito-sync.md 3.2, 3.8).
package struct RoleMapping: Hashable, Sendable {
  /// Where the role comes from.
  package enum Source: Hashable, Sendable {
    /// The token names it.
    case token
    /// The first rule that matches the token's claims does.
    case rules([MappingRule])
  }

  /// What happens when the source leaves it open.
  package enum Fallback: String, Hashable, Sendable, CaseIterable {
    /// The pool's role for identities with a login.
    case authenticatedRole = "AuthenticatedRole"
    /// A refusal.
    case deny = "Deny"
  }

  /// Rules a mapping may have at most, as the service's quota says.
  package static let maximumRules = 25

  /// Where the role comes from.
  package var source: Source
  /// What happens when the source leaves it open; a refusal if it was never said.
  package var fallback: Fallback?

  /// Creates a mapping from its parts.
  package init(source: Source, fallback: Fallback?) {
    self.source = source
    self.fallback = fallback
  }

  /// Refuses a mapping without rules or with too many.
  package func check() throws(IdentityError) {
    guard case .rules(let rules) = source else { return }
    guard (1...Self.maximumRules).contains(rules.count) else {
      throw .roleMapping("A role mapping has 1 to \(Self.maximumRules) rules.")
    }
  }
}
