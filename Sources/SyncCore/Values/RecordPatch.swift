/// One change a device asks for: replace or remove a key (cognito-sync.md 2.2, 2.6.2).
public struct RecordPatch: Hashable, Sendable {
  /// The key to write.
  public var key: RecordKey
  /// The new text, or nothing to remove the key.
  public var value: String?
  /// The record's count as the device last saw it; zero for a key unknown to it.
  public var syncCount: SyncCount
  /// The device's clock at the edit.
  public var deviceLastModified: Timestamp?
  /// What the device calls itself, 1 to 64 characters; nothing when it does not say.
  public var deviceName: String?

  /// Creates a patch from its parts.
  public init(
    key: RecordKey, value: String?, syncCount: SyncCount, deviceLastModified: Timestamp?,
    deviceName: String? = nil
  ) {
    self.key = key
    self.value = value
    self.syncCount = syncCount
    self.deviceLastModified = deviceLastModified
    self.deviceName = deviceName
  }
}
