package import SyncCore

/// The place of an identity in the service: its pool and itself.
package struct IdentityPath: Hashable, Sendable {
  /// The pool.
  package var pool: IdentityPoolID
  /// The identity.
  package var identity: IdentityID

  /// Creates a path from its parts.
  package init(pool: IdentityPoolID, identity: IdentityID) {
    self.pool = pool
    self.identity = identity
  }
}
