/// The sizes the service allows (cognito-sync.md 2.6.6).
///
/// ```swift
/// let isFull = try notes.values().count >= SyncLimits().recordsPerDataset
/// ```
public struct SyncLimits: Hashable, Sendable {
  /// Datasets an identity may have; merged ones count.
  public var datasetsPerIdentity: Int
  /// Live records a dataset may have.
  public var recordsPerDataset: Int
  /// UTF-8 bytes of live keys and values a dataset may have.
  public var bytesPerDataset: Int
  /// Unicode scalars a value may have.
  public var valueLength: Int
  /// Tombstones a dataset keeps before the oldest are dropped.
  public var tombstonesPerDataset: Int

  /// Creates limits; each has the documented value by default.
  public init(
    datasetsPerIdentity: Int = 20, recordsPerDataset: Int = 1_024,
    bytesPerDataset: Int = 1_048_576, valueLength: Int = 1_048_575,
    tombstonesPerDataset: Int = 10_000
  ) {
    self.datasetsPerIdentity = datasetsPerIdentity
    self.recordsPerDataset = recordsPerDataset
    self.bytesPerDataset = bytesPerDataset
    self.valueLength = valueLength
    self.tombstonesPerDataset = tombstonesPerDataset
  }
}
