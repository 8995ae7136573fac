/// What a commit needs to know about a record it touches.
package struct RecordSummary: Hashable, Sendable {
  /// The commit that last wrote the record.
  package var syncCount: SyncCount
  /// UTF-8 bytes of key and value, or nothing for a tombstone.
  package var liveBytes: Int?

  /// Creates a summary from its parts.
  package init(syncCount: SyncCount, liveBytes: Int?) {
    self.syncCount = syncCount
    self.liveBytes = liveBytes
  }

  /// Summarises `record`.
  package init(_ record: SyncRecord) {
    self.init(
      syncCount: record.syncCount, liveBytes: record.isDeleted ? nil : record.storageBytes)
  }
}
