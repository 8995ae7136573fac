/// Answers of the local store, and what follows from them.
extension SyncSession {
  mutating func begin() -> [Effect] {
    switch phase {
    case .idle:
      return read()
    case .reading, .askingLocalMerge, .deletingRemote, .finishingDeletion, .pulling,
      .askingRemoteMerge, .askingDeleted, .askingPulled, .keeping, .purging, .rewinding, .merging,
      .askingConflicts, .resolving, .collecting, .pushing, .storingPushed, .waiting, .finished:
      impossible("began")
    }
  }

  mutating func handleState(_ state: LocalState) -> [Effect] {
    switch phase {
    case .reading:
      guard state.mergedDatasets.isEmpty || hasAskedLocalMerge else {
        hasAskedLocalMerge = true
        askedMerges.formUnion(state.mergedDatasets)
        phase = .askingLocalMerge(state)
        return [.askMerged(state.mergedDatasets)]
      }
      return start(state)
    case .idle, .askingLocalMerge, .deletingRemote, .finishingDeletion, .pulling,
      .askingRemoteMerge, .askingDeleted, .askingPulled, .keeping, .purging, .rewinding, .merging,
      .askingConflicts, .resolving, .collecting, .pushing, .storingPushed, .waiting, .finished:
      impossible("state")
    }
  }

  mutating func handleStored(_ report: ReplicaReport) -> [Effect] {
    changed.formUnion(report.changed)
    storedCount = report.lastSyncCount
    switch phase {
    case .finishingDeletion:
      return report.isEmpty ? succeed() : read()
    case .keeping:
      return read()
    case .purging(let exists):
      return exists ? read() : succeed()
    case .rewinding:
      return retry()
    case .merging(let pull, let token):
      guard report.conflicts.isEmpty else {
        phase = .askingConflicts(pull, sessionToken: token)
        return [.askConflicts(report.conflicts)]
      }
      return collect(after: pull, sessionToken: token)
    case .resolving(let pull, let token):
      return collect(after: pull, sessionToken: token)
    case .storingPushed(let count):
      return succeed(pushed: count)
    case .idle, .reading, .askingLocalMerge, .deletingRemote, .pulling, .askingRemoteMerge,
      .askingDeleted, .askingPulled, .askingConflicts, .collecting, .pushing, .waiting, .finished:
      impossible("stored")
    }
  }

  mutating func handleCollected(_ snapshot: PushSnapshot) -> [Effect] {
    switch phase {
    case .collecting(let pull, let token):
      guard !snapshot.records.isEmpty else { return succeed() }
      if let breach = LimitBreach(
        liveRecords: snapshot.liveRecords, liveBytes: snapshot.liveBytes, limits: settings.limits)
      {
        return finish(.limitExceeded(breach))
      }
      repetition.reset()
      phase = .pushing(pull, snapshot.records, sessionToken: token)
      return [.update(snapshot.records.map(\.patch), sessionToken: token)]
    case .idle, .reading, .askingLocalMerge, .deletingRemote, .finishingDeletion, .pulling,
      .askingRemoteMerge, .askingDeleted, .askingPulled, .keeping, .purging, .rewinding, .merging,
      .askingConflicts, .resolving, .pushing, .storingPushed, .waiting, .finished:
      impossible("collected")
    }
  }

  mutating func handleReplicaFailure(_ failure: ReplicaFailure) -> [Effect] {
    switch phase {
    case .reading, .finishingDeletion, .keeping, .purging, .rewinding, .merging, .resolving,
      .collecting, .storingPushed:
      switch failure {
      case .superseded: return retry()
      case .vanished: return finish(.identityChanged)
      }
    case .idle, .askingLocalMerge, .deletingRemote, .pulling, .askingRemoteMerge, .askingDeleted,
      .askingPulled,
      .askingConflicts, .pushing, .waiting, .finished:
      impossible("replicaFailed")
    }
  }

  mutating func handleBrokenStore() -> [Effect] {
    switch phase {
    case .reading, .finishingDeletion, .keeping, .purging, .rewinding, .merging, .resolving,
      .collecting, .storingPushed:
      return finish(.storeBroke)
    case .idle, .askingLocalMerge, .deletingRemote, .pulling, .askingRemoteMerge, .askingDeleted,
      .askingPulled,
      .askingConflicts, .pushing, .waiting, .finished:
      impossible("storeBroke")
    }
  }

  mutating func wake() -> [Effect] {
    switch phase {
    case .waiting(let next, let effect):
      phase = next
      return [effect]
    case .idle, .reading, .askingLocalMerge, .deletingRemote, .finishingDeletion, .pulling,
      .askingRemoteMerge, .askingDeleted, .askingPulled, .keeping, .purging, .rewinding, .merging,
      .askingConflicts, .resolving, .collecting, .pushing, .storingPushed, .finished:
      impossible("woke")
    }
  }

  mutating func cancel() -> [Effect] {
    switch phase {
    case .idle, .reading, .askingLocalMerge, .deletingRemote, .finishingDeletion, .pulling,
      .askingRemoteMerge, .askingDeleted, .askingPulled, .keeping, .purging, .rewinding, .merging,
      .askingConflicts, .resolving, .collecting, .pushing, .storingPushed, .waiting:
      return finish(.cancelled)
    case .finished:
      impossible("cancelled")
    }
  }

  mutating func start(_ state: LocalState) -> [Effect] {
    local = state
    storedCount = state.lastSyncCount
    repetition.reset()
    let since = rewound ?? state.lastSyncCount
    rewound = nil
    guard state.lastSyncCount != DatasetReplica.deletePending else {
      phase = .deletingRemote
      return [.deleteRemote]
    }
    let pull = Pull(since: since, datasetSyncCount: 0, records: [], isFull: since == 0)
    phase = .pulling(pull, token: nil)
    return [.list(since: since, nextToken: nil)]
  }

  private mutating func collect(after pull: Pull, sessionToken: String) -> [Effect] {
    guard settings.pushes else { return succeed() }
    phase = .collecting(pull, sessionToken: sessionToken)
    return [.collect(expecting: storedCount)]
  }
}
