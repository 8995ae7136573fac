public import SyncCore

/// What the service listed, before it is stored (bug B-10 of cognito-sync.md 7.1).
///
/// ```swift
/// callbacks.willApply = { changes in
///   let texts = changes.records.compactMap(\.value)
///   return texts.allSatisfy { Int($0) != nil } ? .accept : .reject
/// }
/// ```
public struct PulledChanges: Hashable, Sendable {
  /// The dataset; what this device holds can be read from it meanwhile.
  public var dataset: DatasetName
  /// The records that are new to this device, tombstones included.
  public var records: [SyncRecord]
  /// Whether these are all records the service has, so that synchronised keys that are not among
  /// them will go.
  public var isComplete: Bool

  /// Creates an account of pulled changes.
  public init(dataset: DatasetName, records: [SyncRecord], isComplete: Bool) {
    self.dataset = dataset
    self.records = records
    self.isComplete = isComplete
  }
}
