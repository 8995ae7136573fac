/// Answers of the app, and what follows from them.
extension SyncSession {
  mutating func handleMerged(_ decision: MergedDecision) -> [Effect] {
    switch (phase, decision) {
    case (.askingLocalMerge, .handled):
      // The app has probably written to this dataset, so what was read is old.
      return read()
    case (.askingRemoteMerge, .handled):
      return retry()
    case (.askingLocalMerge, .abort), (.askingRemoteMerge, .abort):
      return finish(.mergeAborted)
    case (.idle, _), (.reading, _), (.deletingRemote, _), (.finishingDeletion, _), (.pulling, _),
      (.askingDeleted, _), (.askingPulled, _), (.keeping, _), (.purging, _), (.rewinding, _),
      (.merging, _),
      (.askingConflicts, _), (.resolving, _), (.collecting, _), (.pushing, _),
      (.storingPushed, _), (.waiting, _), (.finished, _):
      impossible("mergedAnswered")
    }
  }

  mutating func handleDeleted(_ decision: DeletedDecision) -> [Effect] {
    switch (phase, decision) {
    case (.askingDeleted, .keepLocal):
      phase = .keeping
      return [.store(.keepForUpload(after: local.newestEdit), expecting: storedCount)]
    case (.askingDeleted(let exists), .deleteLocal):
      phase = .purging(exists: exists)
      return [.store(.purge(through: local.newestEdit), expecting: storedCount)]
    case (.askingDeleted, .abort):
      return finish(.datasetDeleted)
    case (.idle, _), (.reading, _), (.askingLocalMerge, _), (.deletingRemote, _),
      (.finishingDeletion, _), (.pulling, _), (.askingRemoteMerge, _), (.askingPulled, _),
      (.keeping, _),
      (.purging, _), (.rewinding, _), (.merging, _), (.askingConflicts, _), (.resolving, _),
      (.collecting, _), (.pushing, _), (.storingPushed, _), (.waiting, _), (.finished, _):
      impossible("deletedAnswered")
    }
  }

  mutating func handlePulled(_ decision: PullDecision) -> [Effect] {
    switch phase {
    case .askingPulled(let pull, let token):
      guard decision == .accept else { return finish(.pullRejected) }
      return merge(pull, sessionToken: token)
    case .idle, .reading, .askingLocalMerge, .deletingRemote, .finishingDeletion, .pulling,
      .askingRemoteMerge, .askingDeleted, .keeping, .purging, .rewinding, .merging,
      .askingConflicts, .resolving, .collecting, .pushing, .storingPushed, .waiting, .finished:
      impossible("pulledAnswered")
    }
  }

  mutating func handleConflicts(_ answers: [ResolvedConflict]?) -> [Effect] {
    switch phase {
    case .askingConflicts(let pull, let token):
      guard let answers else { return finish(.conflictAborted) }
      phase = .resolving(pull, sessionToken: token)
      let change = Change.resolve(answers, advancingTo: pull.datasetSyncCount)
      return [.store(change, expecting: storedCount)]
    case .idle, .reading, .askingLocalMerge, .deletingRemote, .finishingDeletion, .pulling,
      .askingRemoteMerge, .askingDeleted, .askingPulled, .keeping, .purging, .rewinding, .merging,
      .resolving,
      .collecting, .pushing, .storingPushed, .waiting, .finished:
      impossible("conflictsAnswered")
    }
  }
}
