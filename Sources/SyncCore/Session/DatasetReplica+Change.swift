extension SyncSession.Change {
  /// The rows a change needs.
  package enum Keys: Hashable, Sendable {
    /// All rows of the dataset.
    case all
    /// These, as far as they exist.
    case some([RecordKey])
  }

  /// The rows that have to be loaded before the change is applied.
  package var keys: Keys {
    switch self {
    case .finishDeletion, .keepForUpload, .purge: .all
    case .merge(let pull): pull.isFull ? .all : .some(pull.records.map(\.key))
    case .resolve(let answers, _): .some(answers.map(\.conflict.key))
    case .storePushed(let returned, let pushed, _):
      .some(Set(returned.map(\.key)).union(pushed.map(\.key)).sorted())
    case .rewind: .some([])
    }
  }
}

extension DatasetReplica {
  /// Carries out one local transaction of a run.
  package mutating func apply(
    _ change: SyncSession.Change, expecting expected: SyncCount, at moment: Timestamp
  ) throws(ReplicaFailure) -> ReplicaReport {
    switch change {
    case .finishDeletion:
      try verify(expected)
      return try finishDeletion(at: moment)
    case .merge(let pull):
      return try merge(pull, at: moment, expecting: expected)
    case .resolve(let answers, let count):
      return try resolve(answers, advancingTo: count, at: moment, expecting: expected)
    case .storePushed(let returned, let pushed, let count):
      return try storePushed(
        returned, pushed: pushed, after: count, at: moment, expecting: expected)
    case .keepForUpload(let newestEdit):
      return try keepForUpload(after: newestEdit, at: moment, expecting: expected)
    case .purge(let newestEdit):
      return try purge(through: newestEdit, at: moment, expecting: expected)
    case .rewind:
      return try rewind(at: moment, expecting: expected)
    }
  }
}
