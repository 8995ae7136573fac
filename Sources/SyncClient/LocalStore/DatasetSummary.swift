import GRDB
public import SyncCore

/// What this device knows about a dataset as a whole (cognito-sync.md 6.2).
///
/// ```swift
/// let summary = try notes.summary()
/// let isComplete = summary?.lastSynchronized != nil
/// ```
public struct DatasetSummary: Hashable, Sendable {
  /// The dataset's name.
  public var name: DatasetName
  /// The service's clock at its first commit, else this device's at its creation.
  public var created: Timestamp?
  /// The service's clock at its last commit, as of the last refresh.
  public var lastModified: Timestamp?
  /// Who made that commit.
  public var lastModifiedBy: String?
  /// UTF-8 bytes the service counted, as of the last refresh.
  public var storageBytes: Int
  /// Live records the service counted, as of the last refresh.
  public var recordCount: Int
  /// The count up to which this device has everything; nothing while a deletion is pending.
  public var lastSyncCount: SyncCount?
  /// This device's clock at the last successful synchronization.
  public var lastSynchronized: Timestamp?

  init?(row: Row) {
    guard let name = DatasetName(row[0]) else { return nil }
    self.name = name
    created = (row[1] as Int64?).map(Timestamp.init(milliseconds:))
    lastModified = (row[2] as Int64?).map(Timestamp.init(milliseconds:))
    lastModifiedBy = row[3]
    storageBytes = row[4]
    recordCount = row[5]
    let count: SyncCount = row[6]
    lastSyncCount = count == DatasetReplica.deletePending ? nil : count
    lastSynchronized = (row[7] as Int64?).map(Timestamp.init(milliseconds:))
  }
}
