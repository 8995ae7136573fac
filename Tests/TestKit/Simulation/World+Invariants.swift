import SyncCore

/// What holds after every step; `Invariant` says what each means.
///
/// Only what touched a seat or the service can break something there, so only that is looked at.
extension World {
  /// Reads what the store of a seat holds now, and checks it.
  ///
  /// - Parameter settle: Ends promises about which the app has just decided.
  mutating func noteChange(
    of seat: Int, settle: (inout World) throws -> Void = { _ in }
  ) throws {
    seats[seat].replica = seats[seat].store.contents()
    try settle(&self)
    // Nobody looks at what a run of a guest who left still stores in the guest's name.
    guard !seats[seat].isLeft else { return }
    try checkCounts(seat)
    try checkRows(seat)
    try checkPromises(seat)
    guard !seats[seat].isDeletionDue || seats[seat].replica.isDeletePending else {
      throw violation(.deletionKept, "seat \(seat) forgot to delete")
    }
  }

  /// Takes note of what a transaction of a run did, and that it did what was decided.
  mutating func settle(
    _ change: SyncSession.Change, _ report: ReplicaReport, of run: Int, _ seat: Int,
    before: DatasetReplica
  ) throws {
    let after = seats[seat].replica
    let keys = Set(before.rows.keys).union(after.rows.keys)
    let changed = keys.filter { !before.value(for: $0).isIdentical(to: after.value(for: $0)) }
    guard changed == Set(report.changed) else {
      throw violation(
        .changesAnnounced,
        "\(changed.sorted()) changed, \(report.changed) were announced")
    }
    switch change {
    case .resolve(let answers, _):
      for answer in answers { try settle(answer, of: run, seat, before: before) }
      noteFullListing(of: run, seat)
    case .keepForUpload(let newest):
      guard runs[run]?.deletion == .keepLocal else { return }
      for (key, row) in before.rows where row.isDeleted && row.editSequence <= newest {
        seats[seat].promises[key] = nil
      }
      promiseAll(after, seat)
    case .purge(let newest):
      guard runs[run]?.deletion == .deleteLocal else { return }
      for (key, row) in before.rows where row.editSequence <= newest {
        seats[seat].promises[key] = nil
      }
      promiseAll(after, seat)
    case .merge(let pull):
      runs[run]?.hasFullListing = pull.isFull
      if report.conflicts.isEmpty { noteFullListing(of: run, seat) }
    case .storePushed(let returned, _, _):
      // What another program uploaded meanwhile is written again over what this one did.
      for record in returned where before.rows[record.key]?.isDirty == false {
        guard let row = after.rows[record.key], row.isDirty else { continue }
        let value = before.value(for: record.key)
        seats[seat].promises[record.key] = Promise(value: value, mayBeKnown: true)
      }
    case .finishDeletion, .rewind:
      break
    }
  }

  /// What is kept of a dataset that begins anew is to be uploaded, edited or not.
  private mutating func promiseAll(_ replica: DatasetReplica, _ seat: Int) {
    for (key, row) in replica.rows where seats[seat].promises[key] == nil {
      seats[seat].promises[key] = Promise(value: row.value, mayBeKnown: true)
    }
  }

  /// Whoever has taken in all records of a restored service is on its history again.
  private mutating func noteFullListing(of run: Int, _ seat: Int) {
    guard let run = runs[run], run.hasFullListing, run.epoch == epoch else { return }
    seats[seat].isOnLostHistory = false
  }

  /// A decision holds, unless the user wrote again while the app was asked.
  private mutating func settle(
    _ answer: ResolvedConflict, of run: Int, _ seat: Int, before: DatasetReplica
  ) throws {
    let key = answer.conflict.key
    let old = before.rows[key]
    let row = seats[seat].replica.rows[key]
    let given = runs[run]?.answers.first { $0.conflict == answer.conflict }
    guard let given else { return }
    let isEditedSince = old?.editSequence != answer.conflict.local.editSequence
    let expected =
      switch given.resolution {
      case _ where isEditedSince: old?.value
      case .local: answer.conflict.local.value
      case .remote: answer.conflict.remote.value
      case .value(let value): value
      }
    guard (row?.value).isIdentical(to: expected) else {
      throw violation(
        .choiceKept, "seat \(seat) was to have \(key)=\(expected ?? "nothing")")
    }
    seats[seat].promises[key] = Promise(value: expected, mayBeKnown: true)
  }

  private func checkCounts(_ seat: Int) throws {
    let replica = seats[seat].replica
    guard !seats[seat].isOnLostHistory, !replica.isDeletePending,
      let service = services[seats[seat].place]
    else { return }
    let ledger = service.ledger
    guard replica.lastSyncCount <= ledger.state.syncCount else {
      throw violation(.countCoversRecords, "seat \(seat) is ahead of the service")
    }
    for record in ledger.records.values where record.syncCount <= replica.lastSyncCount {
      guard let row = replica.rows[record.key], row.syncCount >= record.syncCount else {
        throw violation(
          .countCoversRecords,
          "seat \(seat) is at \(replica.lastSyncCount) without \(record.key) of"
            + " \(record.syncCount)")
      }
    }
    for row in replica.rows.values where !row.isDirty {
      let last = service.lastChange(of: row.key)
      guard row.syncCount >= last || last > replica.lastSyncCount else {
        throw violation(
          .countCoversRecords,
          "seat \(seat) is at \(replica.lastSyncCount) with \(row.key) of \(row.syncCount), which"
            + " ended at \(last)")
      }
    }
  }

  private mutating func checkRows(_ seat: Int) throws {
    guard let history = services[seats[seat].place]?.history else { return }
    for row in seats[seat].replica.rows.values where !row.isDirty {
      let version = SimulatedServer.Version(key: row.key, count: row.syncCount)
      let isCommitted = history[version]?.contains { $0.text.isIdentical(to: row.value) } ?? false
      guard isCommitted else {
        throw violation(
          .cleanIsCommitted,
          "seat \(seat) takes \(row.key)=\(row.value ?? "nothing") of \(row.syncCount) for the"
            + " service's, which never had it")
      }
      seats[seat].seen.insert(version)
    }
  }

  private mutating func checkPromises(_ seat: Int) throws {
    let rows = seats[seat].replica.rows
    for (key, promise) in seats[seat].promises {
      let row = rows[key]
      guard (row?.value).isIdentical(to: promise.value) else {
        throw violation(
          .noEditLost,
          "seat \(seat) wrote \(key)=\(promise.value ?? "nothing"), but"
            + " \(row?.value ?? "nothing") took its place unasked")
      }
      // Once clean, the service has it, and others may write over it.
      let isOver = row.map { !$0.isDirty } ?? !promise.mayBeKnown
      if isOver { seats[seat].promises[key] = nil }
    }
    for row in rows.values where row.isDirty && seats[seat].promises[row.key] == nil {
      throw violation(
        .nothingInvented,
        "seat \(seat) is to upload \(row.key)=\(row.value ?? "nothing"), which nobody wrote")
    }
  }
}
