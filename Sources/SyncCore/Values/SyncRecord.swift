/// One key of a dataset as the service knows it (cognito-sync.md 1, "Record").
///
/// ```swift
/// callbacks.willApply = { changes in
///   for record in changes.records {
///     show("\(record.key) by \(record.lastModifiedDevice ?? "a device without a name")")
///   }
///   return .accept
/// }
/// ```
public struct SyncRecord: Hashable, Sendable {
  /// The key, unique within its dataset.
  public var key: RecordKey
  /// The text, or nothing for a tombstone: a removed key that keeps its count.
  public var value: String?
  /// The dataset's count at the commit that last wrote this record.
  public var syncCount: SyncCount
  /// The service's clock at that commit.
  public var lastModified: Timestamp
  /// Who wrote it: an identity, or the account for developer credentials.
  public var lastModifiedBy: String?
  /// The writing device's clock, stored and echoed but never interpreted by the service.
  public var deviceLastModified: Timestamp?
  /// What the writing device calls itself; nothing when it did not say, and for what a function or
  /// a client of the original service wrote.
  public var lastModifiedDevice: String?

  /// Creates a record from its parts.
  public init(
    key: RecordKey, value: String?, syncCount: SyncCount, lastModified: Timestamp,
    lastModifiedBy: String?, deviceLastModified: Timestamp?,
    lastModifiedDevice: String? = nil
  ) {
    self.key = key
    self.value = value
    self.syncCount = syncCount
    self.lastModified = lastModified
    self.lastModifiedBy = lastModifiedBy
    self.deviceLastModified = deviceLastModified
    self.lastModifiedDevice = lastModifiedDevice
  }

  /// Tells whether the key was removed.
  public var isDeleted: Bool { value == nil }

  /// UTF-8 bytes of key and value, as counted towards the size of a dataset; zero for a tombstone.
  public var storageBytes: Int {
    value.map { key.rawValue.utf8.count + $0.utf8.count } ?? 0
  }
}
