/// What an identity stores (cognito-sync.md 2.2, 2.6.5).
package struct IdentityUsage: Hashable, Sendable {
  /// The identity.
  package var identity: IdentityID
  /// Its pool.
  package var pool: IdentityPoolID
  /// The service's clock at the last commit to any of its datasets, or when it was made.
  package var lastModified: Timestamp
  /// Existing datasets.
  package var datasetCount: Int
  /// UTF-8 bytes of all live keys and values.
  package var storageBytes: Int

  /// Creates a usage from its parts.
  package init(
    identity: IdentityID, pool: IdentityPoolID, lastModified: Timestamp, datasetCount: Int,
    storageBytes: Int
  ) {
    self.identity = identity
    self.pool = pool
    self.lastModified = lastModified
    self.datasetCount = datasetCount
    self.storageBytes = storageBytes
  }
}
