/// What a run is about to upload, read in one transaction.
package struct PushSnapshot: Hashable, Sendable {
  /// Edited rows by key order.
  package var records: [LocalRecord]
  /// Live records of the whole dataset.
  package var liveRecords: Int
  /// UTF-8 bytes of their keys and values.
  package var liveBytes: Int

  /// Creates a snapshot.
  package init(records: [LocalRecord], liveRecords: Int, liveBytes: Int) {
    self.records = records
    self.liveRecords = liveRecords
    self.liveBytes = liveBytes
  }
}
