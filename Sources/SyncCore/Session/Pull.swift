/// All pages of one listing.
package struct Pull: Hashable, Sendable {
  /// The count after which the listing begins.
  package var since: SyncCount
  /// The dataset's count on the first page.
  package var datasetSyncCount: SyncCount
  /// Records of all pages.
  package var records: [SyncRecord]
  /// Whether the service named every key it has.
  package var isFull: Bool

  /// Creates a listing from its parts.
  package init(
    since: SyncCount, datasetSyncCount: SyncCount, records: [SyncRecord], isFull: Bool
  ) {
    self.since = since
    self.datasetSyncCount = datasetSyncCount
    self.records = records
    self.isFull = isFull
  }

  /// Tells whether taking this in could change a row.
  func mayChange(_ local: SyncSession.LocalState) -> Bool {
    !records.isEmpty || (isFull && local.hasCountedRows)
  }
}
