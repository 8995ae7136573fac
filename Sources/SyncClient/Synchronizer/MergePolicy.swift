public import SyncCore

/// A text for a dataset of the device itself.
///
/// ```swift
/// let copy = DeviceRecord(dataset: lostAndFound, key: merged.key, value: merged.value ?? "")
/// ```
public struct DeviceRecord: Hashable, Sendable {
  /// The dataset, as `SyncManager.deviceDataset` opens it.
  public var dataset: DatasetName
  /// The key.
  public var key: RecordKey
  /// The text.
  public var value: String

  /// Creates a record.
  public init(dataset: DatasetName, key: RecordKey, value: String) {
    self.dataset = dataset
    self.key = key
    self.value = value
  }
}

/// Which text stays when a merged dataset is taken into its primary.
///
/// ```swift
/// let policy = MergePolicy(named: "the longer text wins") { primary, merged in
///   let length = primary?.value?.count ?? 0
///   return (merged.value?.count ?? 0) > length ? merged.value : nil
/// }
/// callbacks.onDatasetsMerged = { _ in .mergeIntoPrimary(policy) }
/// ```
public struct MergePolicy: Sendable {
  /// What the journal calls it, in a few words.
  public var name: String
  /// Returns the text to keep for a key, or nothing to leave the primary as it is.
  ///
  /// The first record is the primary's, if it has one, perhaps as a tombstone; the second is the
  /// merged dataset's and live.
  public var choose: @Sendable (LocalRecord?, LocalRecord) -> String?
  /// Returns what to keep on the device of a merged record that is not chosen; nothing for most.
  ///
  /// It is written together with the choices, unless the device has a record of that key.
  public var setApart: @Sendable (LocalRecord?, LocalRecord) -> DeviceRecord?

  /// Creates a policy.
  public init(
    named name: String = "the app chose",
    _ choose: @escaping @Sendable (LocalRecord?, LocalRecord) -> String?,
    setApart: @escaping @Sendable (LocalRecord?, LocalRecord) -> DeviceRecord? = { _, _ in nil }
  ) {
    self.name = name
    self.choose = choose
    self.setApart = setApart
  }

  /// The primary stays; only keys it never had are taken in.
  public static let keepPrimary = MergePolicy(named: "the primary stays") { primary, merged in
    primary == nil ? merged.value : nil
  }

  /// The merged dataset wins for all its keys.
  public static let keepMerged = MergePolicy(named: "the merged one wins") { _, merged in
    merged.value
  }

  /// The side edited later wins; a tie goes to the primary.
  public static let newerDeviceDate = MergePolicy(named: ConflictDecision.lastWriterRule) {
    primary, merged in
    guard let primary else { return merged.value }
    return merged.comparisonDate > primary.comparisonDate ? merged.value : nil
  }
}
