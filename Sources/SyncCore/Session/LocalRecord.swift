/// One key of a dataset as a device keeps it (cognito-sync.md 6.2).
///
/// ```swift
/// for record in try notes.records() where !record.isDeleted {
///   show("\(record.isDirty ? "*" : " ") \(record.key): \(record.value ?? "")")
/// }
/// ```
public struct LocalRecord: Hashable, Sendable {
  /// How far a local edit has come on its way to the service.
  ///
  /// ```swift
  /// let mayBeKnownElsewhere = try notes.record(for: "milk")?.edit == .sent
  /// ```
  public enum Edit: Int64, Hashable, Sendable {
    /// No edit: the row is what the service said.
    case none = 0
    /// An edit that has never been part of a request.
    case unsent = 1
    /// An edit that was sent at least once, so the service may know the key.
    case sent = 2
  }

  /// The key, unique within its dataset.
  public var key: RecordKey
  /// The text, or nothing for a tombstone.
  public var value: String?
  /// The service's count this row is based on; zero when the service never named the key.
  public var syncCount: SyncCount
  /// Whether and how an edit awaits its upload.
  public var edit: Edit
  /// Grows with each edit on this device, so equal numbers mean "not edited since".
  public var editSequence: Int64
  /// The service's clock at the commit this row is based on.
  public var lastModified: Timestamp?
  /// Who made that commit.
  public var lastModifiedBy: String?
  /// What the device that made that commit calls itself, if it said so.
  public var lastModifiedDevice: String?
  /// The device's clock at the last edit, on whichever device it happened.
  public var deviceLastModified: Timestamp?

  /// Creates a row from its parts.
  public init(
    key: RecordKey, value: String? = nil, syncCount: SyncCount = 0, edit: Edit = .none,
    editSequence: Int64 = 0, lastModified: Timestamp? = nil, lastModifiedBy: String? = nil,
    lastModifiedDevice: String? = nil, deviceLastModified: Timestamp? = nil
  ) {
    self.key = key
    self.value = value
    self.syncCount = syncCount
    self.edit = edit
    self.editSequence = editSequence
    self.lastModified = lastModified
    self.lastModifiedBy = lastModifiedBy
    self.lastModifiedDevice = lastModifiedDevice
    self.deviceLastModified = deviceLastModified
  }

  /// Tells whether the key was removed and is kept only for its count.
  public var isDeleted: Bool { value == nil }

  /// Tells whether an edit awaits its upload.
  public var isDirty: Bool { edit != .none }

  /// UTF-8 bytes of key and value; a tombstone counts its key.
  public var storageBytes: Int { key.rawValue.utf8.count + (value?.utf8.count ?? 0) }

  /// The moment by which two versions of a key are compared: the device's, else the service's.
  package var comparisonDate: Timestamp {
    deviceLastModified ?? lastModified ?? Timestamp(milliseconds: .min)
  }

  /// Takes over what the service says, and with it loses any edit.
  package mutating func store(_ remote: SyncRecord) {
    value = remote.value
    syncCount = remote.syncCount
    edit = .none
    lastModified = remote.lastModified
    lastModifiedBy = remote.lastModifiedBy
    lastModifiedDevice = remote.lastModifiedDevice
    deviceLastModified = remote.deviceLastModified
  }

  /// Keeps the local value, but bases it on what the service says.
  package mutating func rebase(on remote: SyncRecord) {
    syncCount = remote.syncCount
    edit = edit == .sent ? .sent : .unsent
    lastModified = remote.lastModified
    lastModifiedBy = remote.lastModifiedBy
    lastModifiedDevice = remote.lastModifiedDevice
  }

  /// Returns the change to ask the service for.
  package var patch: RecordPatch {
    RecordPatch(
      key: key, value: value, syncCount: syncCount, deviceLastModified: deviceLastModified)
  }
}

extension Optional where Wrapped == String {
  /// Tells whether both are absent or both are the same bytes.
  package func isIdentical(to other: String?) -> Bool {
    switch (self, other) {
    case (nil, nil): true
    case (let left?, let right?): left.isIdentical(to: right)
    case (nil, _?), (_?, nil): false
    }
  }
}
