public import SyncCore

/// What an app decides during a synchronization (cognito-sync.md 6.7).
///
/// The callbacks run outside any transaction or lock. The default is that the last writer wins,
/// that records of merged identities are taken in by date, and that a deletion elsewhere counts
/// unless this device has edits of its own.
///
/// ```swift
/// var callbacks = SyncCallbacks()
/// callbacks.onDatasetDeleted = { _ in .keepLocal }
/// _ = try await notes.synchronize(callbacks)
/// ```
public struct SyncCallbacks: Sendable {
  /// Inspects what other devices wrote before it is stored, and may reject it; nothing, as by
  /// default, accepts everything.
  ///
  /// May be asked several times in one run, each time about all that the service listed. It is not
  /// asked about what the service makes of an upload.
  public var willApply: (@Sendable (PulledChanges) async -> PullDecision)?
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
    },
    willApply: (@Sendable (PulledChanges) async -> PullDecision)? = nil
  ) {
    self.willApply = willApply
    self.onConflicts = onConflicts
    self.onDatasetDeleted = onDatasetDeleted
    self.onDatasetsMerged = onDatasetsMerged
  }
}

/// Keys that were changed here and elsewhere.
///
/// ```swift
/// callbacks.onConflicts = { report in
///   let mine = report.conflicts.map { ($0.key, ConflictResolution.local) }
///   return .resolve(Dictionary(uniqueKeysWithValues: mine), rule: "mine wins")
/// }
/// ```
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
  ///
  /// ```swift
  /// callbacks.onConflicts = { report in
  ///   show("\(report.conflicts.count) notes were changed on two devices.")
  ///   return report.lastWriterWins()
  /// }
  /// ```
  public func lastWriterWins() -> ConflictDecision {
    .resolve(
      Dictionary(
        conflicts.map { ($0.key, $0.lastWriter(serverTime: serverTime)) },
        uniquingKeysWith: { first, _ in first }), rule: ConflictDecision.lastWriterRule)
  }
}

/// A dataset that another device deleted.
///
/// ```swift
/// callbacks.onDatasetDeleted = { deletion in
///   deletion.hasUnsynchronizedEdits ? .keepLocal : .deleteLocal
/// }
/// ```
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
///
/// ```swift
/// callbacks.onDatasetsMerged = { report in
///   show("\(report.merged.count) guests' \(report.dataset) are taken in.")
///   return .mergeIntoPrimary(.newerDeviceDate)
/// }
/// ```
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
///
/// ```swift
/// callbacks.onDatasetsMerged = { _ in .mergeIntoPrimary(.keepPrimary) }
/// ```
public enum MergedDatasetsDecision: Sendable {
  /// Takes their live records into the dataset and deletes them, here and at the service.
  case mergeIntoPrimary(MergePolicy)
  /// The app has dealt with them, or will; they are not mentioned again in this run.
  case handled
  /// Gives up this run.
  case abort
}
