package import SyncCore

/// A dataset as a commit would find it (cognito-sync.md 2.7).
package struct CommitPreview: Hashable, Sendable {
  /// The count that must still hold when the commit is made; goes on after a deletion.
  package var syncCount: SyncCount
  /// All records, tombstones included, by count and key.
  package var records: [SyncRecord]

  /// Creates a preview from its parts.
  package init(syncCount: SyncCount, records: [SyncRecord]) {
    self.syncCount = syncCount
    self.records = records
  }
}
