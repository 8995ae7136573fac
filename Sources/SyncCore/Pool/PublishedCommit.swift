/// One commit or deletion as a stream tells about it (cognito-sync.md 2.8).
package struct PublishedCommit: Hashable, Sendable {
  /// The dataset.
  package var dataset: DatasetReference
  /// Its count afterwards.
  package var syncCount: SyncCount
  /// The service's clock at the commit.
  package var lastModified: Timestamp
  /// Whether the whole dataset was deleted.
  package var isDeletion: Bool
  /// The records as written; none for a deletion.
  package var records: [SyncRecord]

  /// Creates a commit from its parts.
  package init(
    dataset: DatasetReference, syncCount: SyncCount, lastModified: Timestamp, isDeletion: Bool,
    records: [SyncRecord]
  ) {
    self.dataset = dataset
    self.syncCount = syncCount
    self.lastModified = lastModified
    self.isDeletion = isDeletion
    self.records = records
  }
}
