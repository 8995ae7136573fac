/// What the identities of a pool store (cognito-sync.md 2.2, 2.6.5).
package struct PoolUsage: Hashable, Sendable {
  /// The pool.
  package var pool: IdentityPoolID
  /// Sync sessions begun since the month began, in UTC.
  package var sessionCount: Int
  /// UTF-8 bytes of all live keys and values.
  package var storageBytes: Int
  /// The service's clock at the last commit to any dataset; nothing when there was none.
  package var lastModified: Timestamp?

  /// Creates a usage from its parts.
  package init(
    pool: IdentityPoolID, sessionCount: Int, storageBytes: Int, lastModified: Timestamp?
  ) {
    self.pool = pool
    self.sessionCount = sessionCount
    self.storageBytes = storageBytes
    self.lastModified = lastModified
  }
}
