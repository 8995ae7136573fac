package import SyncCore

/// A container of identities, normally one per app (cognito-sync.md 1).
package struct IdentityPool: Hashable, Sendable {
  /// The pool's name on the wire.
  package let id: IdentityPoolID
  /// What its owner decided.
  package var configuration: IdentityPoolConfiguration

  /// Creates a pool from its parts.
  package init(id: IdentityPoolID, configuration: IdentityPoolConfiguration) {
    self.id = id
    self.configuration = configuration
  }
}
