package import SyncCore

/// What one of the service's own valid tokens proves: that its bearer held an identity when it was
/// made (cognito-sync.md 3.4, "Cognito token pass-through").
package struct IdentityProof: Hashable, Sendable {
  /// The identity.
  package var identity: IdentityID
  /// Whether the identity had a login then; a guest's token does not open what became a member's.
  package var isAuthenticated: Bool

  /// Creates a proof from its parts.
  package init(identity: IdentityID, isAuthenticated: Bool) {
    self.identity = identity
    self.isAuthenticated = isAuthenticated
  }
}
