extension SyncSession {
  /// Something that happened, mostly the answer to the effect returned last.
  package enum Event: Hashable, Sendable {
    /// The run was asked for.
    case began
    /// Answers `readState`.
    case state(LocalState)
    /// Answers `askMerged`.
    case mergedAnswered(MergedDecision)
    /// Answers `askDeleted`.
    case deletedAnswered(DeletedDecision)
    /// Answers `askPulled`.
    case pulledAnswered(PullDecision)
    /// Answers `askConflicts`; nothing when the app gives up.
    case conflictsAnswered([ResolvedConflict]?)
    /// Answers `deleteRemote`.
    case remoteDeleted
    /// Answers `list`.
    case listed(RecordsListing)
    /// Answers `update` with the records the commit wrote.
    case updated([SyncRecord])
    /// Answers `deleteRemote`, `list` or `update`.
    case remoteFailed(RemoteFailure)
    /// Answers `store`.
    case stored(ReplicaReport)
    /// Answers `collect`.
    case collected(PushSnapshot)
    /// Answers `readState`, `store` or `collect`: the rows are not the ones this run knows.
    case replicaFailed(ReplicaFailure)
    /// Answers `readState`, `store` or `collect`: the local store itself failed.
    case storeBroke
    /// Answers `wait`.
    case woke
    /// Nobody waits for the result any more.
    case cancelled
  }

  /// Something to do; each is answered by exactly one event, `finish` by none.
  package enum Effect: Hashable, Sendable {
    /// Read what the local store knows about the dataset.
    case readState
    /// Ask the app to deal with datasets of merged identities.
    case askMerged([DatasetName])
    /// Ask the app what the deletion elsewhere means here.
    case askDeleted(hasUnsynchronizedEdits: Bool)
    /// Ask the app whether a listing may be taken in.
    case askPulled(Pull)
    /// Ask the app to end conflicts.
    case askConflicts([SyncConflict])
    /// Send DeleteDataset.
    case deleteRemote
    /// Send ListRecords.
    case list(since: SyncCount, nextToken: String?)
    /// Send UpdateRecords.
    case update([RecordPatch], sessionToken: String)
    /// Carry out one local transaction, provided the dataset's count is as expected.
    case store(Change, expecting: SyncCount)
    /// Read all edits and mark them as sent, provided the dataset's count is as expected.
    case collect(expecting: SyncCount)
    /// Wait at least the first duration and at most the second, at random between them.
    case wait(atLeast: Duration, atMost: Duration)
    /// The run is over.
    case finish(Result<Success, Failure>)
  }

  /// One local transaction.
  package enum Change: Hashable, Sendable {
    case finishDeletion
    case merge(Pull)
    case resolve([ResolvedConflict], advancingTo: SyncCount)
    case storePushed([SyncRecord], pushed: [LocalRecord], after: SyncCount)
    case keepForUpload(after: Int64)
    case purge(through: Int64)
    case rewind
  }

  /// What the local store knows when an attempt begins, read in one transaction.
  package struct LocalState: Hashable, Sendable {
    /// The dataset's count, or `DatasetReplica.deletePending`.
    package var lastSyncCount: SyncCount
    /// Whether some row is based on a commit of the service.
    package var hasCountedRows: Bool
    /// Whether some row is edited.
    package var hasEdits: Bool
    /// The edit made last, anywhere in the store.
    package var newestEdit: Int64
    /// Local datasets that hold what a merged identity left of this one.
    package var mergedDatasets: [DatasetName]

    /// Creates a state.
    package init(
      lastSyncCount: SyncCount, hasCountedRows: Bool, hasEdits: Bool, newestEdit: Int64,
      mergedDatasets: [DatasetName]
    ) {
      self.lastSyncCount = lastSyncCount
      self.hasCountedRows = hasCountedRows
      self.hasEdits = hasEdits
      self.newestEdit = newestEdit
      self.mergedDatasets = mergedDatasets
    }
  }

  /// What a successful run did.
  package struct Success: Hashable, Sendable {
    /// Keys whose local text the run changed, in order.
    package var changed: [RecordKey]
    /// Edits the service accepted.
    package var pushed: Int

    /// Creates the account of a run.
    package init(changed: [RecordKey], pushed: Int) {
      self.changed = changed
      self.pushed = pushed
    }
  }

  /// Why a run failed; the store is consistent and the run may be repeated.
  package enum Failure: Error, Hashable, Sendable {
    /// The app declined merged datasets.
    case mergeAborted
    /// The app declined to decide about a deletion elsewhere.
    case datasetDeleted
    /// The app declined what the service has.
    case pullRejected
    /// The app declined to end conflicts.
    case conflictAborted
    /// Others wrote faster than this device, each time, to these keys among others.
    case conflictRetriesExceeded([RecordKey])
    /// The dataset is larger than the service allows.
    case limitExceeded(LimitBreach)
    /// The rows moved to another identity while the run was on its way.
    case identityChanged
    /// A request failed for good.
    case remote(RemoteFailure)
    /// The local store failed.
    case storeBroke
    /// Nobody waits for the result any more.
    case cancelled
  }
}

/// A limit that a dataset exceeds.
package enum LimitBreach: Hashable, Sendable {
  /// More live records than allowed.
  case records(Int, most: Int)
  /// More UTF-8 bytes of live keys and values than allowed.
  case bytes(Int, most: Int)

  /// Returns the first limit that a dataset of this size breaks, or nothing.
  package init?(liveRecords: Int, liveBytes: Int, limits: SyncLimits) {
    if liveRecords > limits.recordsPerDataset {
      self = .records(liveRecords, most: limits.recordsPerDataset)
    } else if liveBytes > limits.bytesPerDataset {
      self = .bytes(liveBytes, most: limits.bytesPerDataset)
    } else {
      return nil
    }
  }
}
