/// The local rows of one dataset, or those of them that a transaction touches, with the rules of
/// every change to them (cognito-sync.md 6.3, 6.6).
///
/// A local store loads rows, applies one method, and writes the difference in one transaction. The
/// replica is thus the only place that knows the rules, and the model that stores are tested by.
package struct DatasetReplica: Hashable, Sendable {
  /// The count that stands for "deleted here, to be deleted at the service"; never sent.
  package static let deletePending: SyncCount = -1

  /// The dataset's count up to which everything was pulled, or `deletePending`.
  package var lastSyncCount: SyncCount
  /// Rows by key, tombstones included.
  package var rows: [RecordKey: LocalRecord]

  /// Creates a replica; by default of a dataset that was never written nor pulled.
  package init(lastSyncCount: SyncCount = 0, rows: [RecordKey: LocalRecord] = [:]) {
    self.lastSyncCount = lastSyncCount
    self.rows = rows
  }

  /// Tells whether the service's dataset awaits its deletion.
  package var isDeletePending: Bool { lastSyncCount == Self.deletePending }

  /// Returns the text under `key`; nothing for an unknown or removed one.
  package func value(for key: RecordKey) -> String? { rows[key]?.value }

  /// All live keys with their texts.
  package var values: [RecordKey: String] { rows.compactMapValues(\.value) }

  /// Writes `value` under `key` and tells whether that changed anything.
  ///
  /// The row keeps its count, so the service can tell on which version the edit is based.
  @discardableResult
  package mutating func set(
    _ key: RecordKey, to value: String, at moment: Timestamp, editSequence: Int64
  ) -> Bool {
    var row = rows[key] ?? LocalRecord(key: key)
    guard !row.value.isIdentical(to: value) else { return false }
    row.value = value
    edit(&row, at: moment, editSequence: editSequence)
    return true
  }

  /// Removes `key` and tells whether that changed anything.
  ///
  /// A key that never was part of a request leaves no trace; any other becomes a tombstone.
  @discardableResult
  package mutating func remove(
    _ key: RecordKey, at moment: Timestamp, editSequence: Int64
  ) -> Bool {
    guard var row = rows[key], !row.isDeleted else { return false }
    guard row.syncCount > 0 || row.edit != .unsent else {
      rows[key] = nil
      return true
    }
    row.value = nil
    edit(&row, at: moment, editSequence: editSequence)
    return true
  }

  /// Drops all rows and remembers to delete the dataset at the service.
  package mutating func delete() {
    rows = [:]
    lastSyncCount = Self.deletePending
  }

  private mutating func edit(_ row: inout LocalRecord, at moment: Timestamp, editSequence: Int64) {
    row.edit = row.edit == .sent ? .sent : .unsent
    row.editSequence = editSequence
    row.deviceLastModified = moment
    rows[row.key] = row
  }
}
