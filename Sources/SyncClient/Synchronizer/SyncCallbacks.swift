public import SyncCore

/// What an app decides during a synchronization (cognito-sync.md 6.7).
///
/// The callbacks run outside any transaction or lock. The default is that the last writer wins,
/// that records of merged identities are taken in by date, and that a deletion elsewhere counts
/// unless this device has edits of its own.
public struct SyncCallbacks: Sendable {
  /// Ends conflicts; may be asked several times in one run.
  public var onConflicts: @Sendable (ConflictReport) async -> ConflictDecision
  /// Says what the deletion on another device means here.
  public var onDatasetDeleted: @Sendable (DatasetDeletion) async -> DeletedDecision
  /// Deals with what identities merged into this one left behind.
  public var onDatasetsMerged: @Sendable (MergedDatasets) async -> MergedDatasetsDecision

  /// Creates callbacks.
  public init(
    onConflicts: @escaping @Sendable (ConflictReport) async -> ConflictDecision = {
      $0.lastWriterWins()
    },
    onDatasetDeleted: @escaping @Sendable (DatasetDeletion) async -> DeletedDecision = {
      $0.hasUnsynchronizedEdits ? .keepLocal : .deleteLocal
    },
    onDatasetsMerged: @escaping @Sendable (MergedDatasets) async -> MergedDatasetsDecision = { _ in
      .mergeIntoPrimary(.newerDeviceDate)
    }
  ) {
    self.onConflicts = onConflicts
    self.onDatasetDeleted = onDatasetDeleted
    self.onDatasetsMerged = onDatasetsMerged
  }
}

/// Keys that were changed here and elsewhere.
public struct ConflictReport: Hashable, Sendable {
  /// The dataset.
  public var dataset: DatasetName
  /// One entry a key.
  public var conflicts: [SyncConflict]
  /// The service's clock, as far as this device knows.
  public var serverTime: Timestamp

  /// Creates a report.
  public init(dataset: DatasetName, conflicts: [SyncConflict], serverTime: Timestamp) {
    self.dataset = dataset
    self.conflicts = conflicts
    self.serverTime = serverTime
  }

  /// Ends each conflict for the side that was edited last.
  public func lastWriterWins() -> ConflictDecision {
    .resolve(
      Dictionary(
        conflicts.map { ($0.key, $0.lastWriter(serverTime: serverTime)) },
        uniquingKeysWith: { first, _ in first }))
  }
}

/// A dataset that another device deleted.
public struct DatasetDeletion: Hashable, Sendable {
  /// The dataset.
  public var dataset: DatasetName
  /// Whether this device has edits that were never uploaded.
  public var hasUnsynchronizedEdits: Bool

  /// Creates a report.
  public init(dataset: DatasetName, hasUnsynchronizedEdits: Bool) {
    self.dataset = dataset
    self.hasUnsynchronizedEdits = hasUnsynchronizedEdits
  }
}

/// What identities merged into this one left of a dataset.
public struct MergedDatasets: Hashable, Sendable {
  /// The dataset.
  public var dataset: DatasetName
  /// The datasets to deal with, named after it and the merged identity.
  public var merged: [DatasetName]

  /// Creates a report.
  public init(dataset: DatasetName, merged: [DatasetName]) {
    self.dataset = dataset
    self.merged = merged
  }
}

/// What an app answers when asked about merged datasets.
public enum MergedDatasetsDecision: Sendable {
  /// Takes their live records into the dataset and deletes them, here and at the service.
  case mergeIntoPrimary(MergePolicy)
  /// The app has dealt with them, or will; they are not mentioned again in this run.
  case handled
  /// Gives up this run.
  case abort
}

/// A text for a dataset of the device itself.
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
public struct MergePolicy: Sendable {
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
    _ choose: @escaping @Sendable (LocalRecord?, LocalRecord) -> String?,
    setApart: @escaping @Sendable (LocalRecord?, LocalRecord) -> DeviceRecord? = { _, _ in nil }
  ) {
    self.choose = choose
    self.setApart = setApart
  }

  /// The primary stays; only keys it never had are taken in.
  public static let keepPrimary = MergePolicy { primary, merged in
    primary == nil ? merged.value : nil
  }

  /// The merged dataset wins for all its keys.
  public static let keepMerged = MergePolicy { _, merged in merged.value }

  /// The side edited later wins; a tie goes to the primary.
  public static let newerDeviceDate = MergePolicy { primary, merged in
    guard let primary else { return merged.value }
    return merged.comparisonDate > primary.comparisonDate ? merged.value : nil
  }
}
