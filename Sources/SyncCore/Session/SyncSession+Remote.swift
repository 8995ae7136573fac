/// Answers of the service, and what follows from them.
extension SyncSession {
  mutating func handleRemoteDeleted() -> [Effect] {
    switch phase {
    case .deletingRemote:
      phase = .finishingDeletion
      return [.store(.finishDeletion, expecting: storedCount)]
    case .idle, .reading, .askingLocalMerge, .finishingDeletion, .pulling, .askingRemoteMerge,
      .askingDeleted, .askingPulled, .keeping, .purging, .rewinding, .merging, .askingConflicts,
      .resolving,
      .collecting, .pushing, .storingPushed, .waiting, .finished:
      impossible("remoteDeleted")
    }
  }

  mutating func handlePage(_ page: RecordsListing) -> [Effect] {
    switch phase {
    case .pulling(var pull, let token):
      if token == nil { pull.datasetSyncCount = page.datasetSyncCount }
      pull.records += page.records
      pull.isFull = pull.isFull || page.isFullListing
      repetition.reset()
      if let next = page.nextToken {
        phase = .pulling(pull, token: next)
        return [.list(since: pull.since, nextToken: next)]
      }
      return take(pull, lastPage: page)
    case .idle, .reading, .askingLocalMerge, .deletingRemote, .finishingDeletion,
      .askingRemoteMerge, .askingDeleted, .askingPulled, .keeping, .purging, .rewinding, .merging,
      .askingConflicts, .resolving, .collecting, .pushing, .storingPushed, .waiting, .finished:
      impossible("listed")
    }
  }

  mutating func handleUpdated(_ records: [SyncRecord]) -> [Effect] {
    switch phase {
    case .pushing(let pull, let pushed, _):
      phase = .storingPushed(pushed.count)
      let change = Change.storePushed(records, pushed: pushed, after: pull.datasetSyncCount)
      return [.store(change, expecting: storedCount)]
    case .idle, .reading, .askingLocalMerge, .deletingRemote, .finishingDeletion, .pulling,
      .askingRemoteMerge, .askingDeleted, .askingPulled, .keeping, .purging, .rewinding, .merging,
      .askingConflicts, .resolving, .collecting, .storingPushed, .waiting, .finished:
      impossible("updated")
    }
  }

  mutating func handleRemoteFailure(_ failure: RemoteFailure) -> [Effect] {
    switch phase {
    case .deletingRemote:
      if failure.kind == .notFound { return handleRemoteDeleted() }
      return repeatOrFail(.deleteRemote, after: failure)
    case .pulling(let pull, let token):
      if failure.isUnknownSyncCount {
        phase = .rewinding
        return [.store(.rewind, expecting: storedCount)]
      }
      if token != nil, failure.kind == .invalidParameter { return retry() }
      return repeatOrFail(.list(since: pull.since, nextToken: token), after: failure)
    case .pushing(let pull, let pushed, let token):
      if failure.isConflict { return climb(pull, pushed, failure) }
      if failure.isSessionTokenRejected { return retry() }
      return repeatOrFail(.update(pushed.map(\.patch), sessionToken: token), after: failure)
    case .idle, .reading, .askingLocalMerge, .finishingDeletion, .askingRemoteMerge,
      .askingDeleted, .askingPulled, .keeping, .purging, .rewinding, .merging, .askingConflicts,
      .resolving,
      .collecting, .storingPushed, .waiting, .finished:
      impossible("remoteFailed")
    }
  }

  /// Repeats a request after a passing fault, never sooner than the service asks for.
  private mutating func repeatOrFail(_ effect: Effect, after failure: RemoteFailure) -> [Effect] {
    guard failure.kind != .cancelled else { return finish(.cancelled) }
    guard let pause = repetition.next(after: failure) else { return finish(.remote(failure)) }
    phase = .waiting(then: phase, effect)
    return [.wait(atLeast: pause.least, atMost: pause.most)]
  }

  /// Chooses where the next listing begins after a refused upload (6.6 i).
  ///
  /// Usually somebody wrote after our listing: the same count shows it, and a deletion too. The
  /// second suspect is a stale local row, whose true count is above the least one sent. The last
  /// resort is to read everything.
  private mutating func climb(
    _ pull: Pull, _ pushed: [LocalRecord], _ failure: RemoteFailure
  ) -> [Effect] {
    refusals += 1
    refusedKeys = pushed.map(\.key)
    if refusals == 1, let current = failure.currentSyncCount, current <= pull.datasetSyncCount {
      refusals = 2
    }
    return switch refusals {
    case 1: retry()
    case 2: retry(since: pushed.map(\.syncCount).min() ?? 0)
    case _: retry(since: 0)
    }
  }

  private mutating func take(_ pull: Pull, lastPage page: RecordsListing) -> [Effect] {
    // What was dealt with here stays at the service until the end of the run.
    let merged = page.mergedDatasetNames.filter {
      dataset.mergeSource(of: $0) != nil && !askedMerges.contains($0)
    }
    if !merged.isEmpty, !hasAskedRemoteMerge {
      hasAskedRemoteMerge = true
      phase = .askingRemoteMerge
      return [.askMerged(merged)]
    }
    let isGone = !page.datasetExists && (pull.since > 0 || local.hasCountedRows)
    if page.datasetDeletedAfterRequestedSyncCount || isGone {
      deletions += 1
      guard deletions <= settings.attempts else {
        return finish(.conflictRetriesExceeded(refusedKeys))
      }
      phase = .askingDeleted(exists: page.datasetExists)
      return [.askDeleted(hasUnsynchronizedEdits: local.hasEdits)]
    }
    guard settings.asksBeforeMerging, pull.mayChange(local) else {
      return merge(pull, sessionToken: page.sessionToken)
    }
    phase = .askingPulled(pull, sessionToken: page.sessionToken)
    return [.askPulled(pull)]
  }

  /// Takes in a listing.
  mutating func merge(_ pull: Pull, sessionToken: String) -> [Effect] {
    phase = .merging(pull, sessionToken: sessionToken)
    return [.store(.merge(pull), expecting: storedCount)]
  }
}
