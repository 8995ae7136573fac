/// What the service tells about a dataset as a whole (cognito-sync.md 2.2, "Dataset").
public struct DatasetMetadata: Hashable, Sendable {
  /// The owner.
  public var identity: IdentityID
  /// The dataset's name.
  public var name: DatasetName
  /// The service's clock at the first commit.
  public var created: Timestamp
  /// The service's clock at the last commit.
  public var lastModified: Timestamp
  /// Who made the last commit.
  public var lastModifiedBy: String
  /// UTF-8 bytes of all live keys and values.
  public var storageBytes: Int
  /// Live records, tombstones excluded.
  public var recordCount: Int

  /// Creates metadata from its parts.
  public init(
    identity: IdentityID, name: DatasetName, created: Timestamp, lastModified: Timestamp,
    lastModifiedBy: String, storageBytes: Int, recordCount: Int
  ) {
    self.identity = identity
    self.name = name
    self.created = created
    self.lastModified = lastModified
    self.lastModifiedBy = lastModifiedBy
    self.storageBytes = storageBytes
    self.recordCount = recordCount
  }
}
