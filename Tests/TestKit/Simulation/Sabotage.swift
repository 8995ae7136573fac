import SyncCore

/// Ways to break the algorithm on purpose, each at a seam between session, store, app and service.
package enum Sabotage: String, Hashable, Sendable, CaseIterable {
  // The local store.

  /// A pull writes over rows that have edits.
  case overwritesEdits
  /// A pull makes an edit look as if it were based on the service's version, and asks nobody.
  case rebasesUnasked
  /// The own upload counts as if nobody else had written meanwhile, without the "+ 1" test.
  case fastForwardsBlindly
  /// The count advances before the app has answered the conflicts.
  case advancesBeforeAnswers
  /// The count advances to what the service has by now, not to what the first page said.
  case advancesToNewestCount
  /// An upload is written back over a row that was edited since.
  case writesBackOverEdits
  /// A deletion drops the rows and forgets to tell the service.
  case forgetsDeletion
  /// A crash loses what was written last.
  case losesEditsOnCrash
  /// A full listing leaves rows that the service no longer has.
  case keepsUnmentionedRows
  /// A merged dataset is dropped and deleted without taking its records in.
  case dropsMergedRecords

  // The session.

  /// Only the first page of a listing is read.
  case dropsLaterPages
  /// A removed record is taken for one that never was.
  case takesRemovedForAbsent
  /// After a refused upload nothing older than the refused records is read again.
  case rewindsToMaximum
  /// A refused upload ends the run as if it had been accepted.
  case reportsRefusalAsSuccess
  /// Conflicts are decided for the service without asking the app.
  case asksNobody
  /// What the app decides is replaced by the service's side.
  case ignoresDecisions
  /// A call that joins a run never gets a result.
  case forgetsJoinedCalls
  /// Requests go out for whoever holds the device, not for whom the run was started.
  case usesPresentIdentity

  // The service.

  /// An upload counts as often as it arrives.
  case acceptsSpentTokens
  /// An upload is accepted whatever version it is based on.
  case ignoresCounts
  /// An upload is acknowledged, and then not stored.
  case acknowledgesBeforeStoring
  /// A deleted dataset begins to count from zero again.
  case restartsCounts
}

/// A local store that breaks one rule.
final class SabotagedStore: SimulatedStore {
  private let inner: MemoryLocalStore
  private let sabotage: Sabotage

  init(_ place: Place, _ sabotage: Sabotage) {
    inner = MemoryLocalStore(place)
    self.sabotage = sabotage
  }

  func state(merged: [DatasetName]) -> SyncSession.LocalState { inner.state(merged: merged) }

  func apply(
    _ change: SyncSession.Change, expecting count: SyncCount, at moment: Timestamp
  ) throws(SimulatedStoreFailure) -> ReplicaReport {
    switch change {
    case .merge(let pull): try merge(pull, expecting: count, at: moment)
    case .storePushed(let returned, var pushed, var base):
      try {
        () throws(SimulatedStoreFailure) in
        if sabotage == .fastForwardsBlindly { base = (returned.map(\.syncCount).max() ?? 1) - 1 }
        if sabotage == .writesBackOverEdits {
          let rows = inner.contents().rows
          for index in pushed.indices {
            guard let row = rows[pushed[index].key] else { continue }
            pushed[index].editSequence = row.editSequence
          }
        }
        return try inner.apply(
          .storePushed(returned, pushed: pushed, after: base), expecting: count, at: moment)
      }()
    case .finishDeletion, .resolve, .keepForUpload, .purge, .rewind:
      try inner.apply(change, expecting: count, at: moment)
    }
  }

  func collect(expecting count: SyncCount) throws(SimulatedStoreFailure) -> PushSnapshot {
    try inner.collect(expecting: count)
  }

  func edit(_ key: RecordKey, to value: String?, at moment: Timestamp) {
    inner.edit(key, to: value, at: moment)
  }

  func delete(at moment: Timestamp) {
    inner.delete(at: moment)
    if sabotage == .forgetsDeletion { inner.tamper { $0.lastSyncCount = 0 } }
  }

  func move(to merged: any SimulatedStore) {
    guard let merged = merged as? SabotagedStore else {
      preconditionFailure("A device has stores of one kind.")
    }
    inner.move(to: merged.inner)
  }

  func dissolve(
    into primary: any SimulatedStore, choices: [RecordKey: String], at moment: Timestamp
  ) {
    guard let primary = primary as? SabotagedStore else {
      preconditionFailure("A device has stores of one kind.")
    }
    let choices = sabotage == .dropsMergedRecords ? [:] : choices
    inner.dissolve(into: primary.inner, choices: choices, at: moment)
  }

  func contents() -> DatasetReplica { inner.contents() }

  func crash() {
    guard sabotage == .losesEditsOnCrash else { return }
    inner.tamper { rows in rows.rows = rows.rows.filter { $0.value.edit != .unsent } }
  }

  private func merge(
    _ pull: Pull, expecting count: SyncCount, at moment: Timestamp
  ) throws(SimulatedStoreFailure) -> ReplicaReport {
    var pull = pull
    inner.tamper { rows in
      for remote in pull.records {
        guard let row = rows.rows[remote.key], row.isDirty else { continue }
        if sabotage == .overwritesEdits { rows.rows[remote.key]?.edit = .none }
        if sabotage == .rebasesUnasked { rows.rows[remote.key]?.syncCount = remote.syncCount }
      }
    }
    if sabotage == .keepsUnmentionedRows { pull.isFull = false }
    var report = try inner.apply(.merge(pull), expecting: count, at: moment)
    if sabotage == .advancesBeforeAnswers {
      inner.tamper { $0.lastSyncCount = pull.datasetSyncCount }
      report.lastSyncCount = pull.datasetSyncCount
    }
    return report
  }
}
