/// Who wrote a version of a record, and when.
///
/// ```swift
/// let origin = explanation.origin
/// show("\(origin.device ?? "A device") wrote version \(origin.syncCount).")
/// ```
public struct RecordOrigin: Hashable, Sendable {
  /// The dataset's count at the commit of this version; zero while the service has none.
  public var syncCount: SyncCount
  /// What the writing device calls itself, if it said so.
  public var device: String?
  /// The identity that the commit was made for, or the service's own account.
  public var identity: String?
  /// The writing device's clock at the edit.
  public var deviceDate: Timestamp?
  /// The service's clock at the commit.
  public var serviceDate: Timestamp?

  /// Creates an origin from its parts.
  public init(
    syncCount: SyncCount = 0, device: String? = nil, identity: String? = nil,
    deviceDate: Timestamp? = nil, serviceDate: Timestamp? = nil
  ) {
    self.syncCount = syncCount
    self.device = device
    self.identity = identity
    self.deviceDate = deviceDate
    self.serviceDate = serviceDate
  }
}

extension LocalRecord {
  /// Who wrote the version this row holds or is based on; the device's date is that of the text.
  package var origin: RecordOrigin {
    RecordOrigin(
      syncCount: syncCount, device: lastModifiedDevice, identity: lastModifiedBy,
      deviceDate: deviceLastModified, serviceDate: lastModified)
  }
}

extension SyncRecord {
  /// Who wrote this version.
  var origin: RecordOrigin {
    RecordOrigin(
      syncCount: syncCount, device: lastModifiedDevice, identity: lastModifiedBy,
      deviceDate: deviceLastModified, serviceDate: lastModified)
  }
}
