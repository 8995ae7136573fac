import SyncCore

/// What holds whenever the service has written something, and whenever a call has ended.
extension World {
  func checkCommit(
    _ patches: [RecordPatch], token: String, from seat: Int, before: DatasetLedger,
    after: DatasetLedger
  ) throws {
    try checkGrowth(from: before, to: after)
    let place = seats[seat].place
    guard services[place]?.commits[token] == 1 else {
      throw violation(.committedOnce, "an upload of seat \(seat) was committed again")
    }
    let live = after.records.values.count { !$0.isDeleted }
    guard live <= limits.recordsPerDataset else {
      throw violation(.limitsHold, "the dataset has \(live) records")
    }
    for patch in patches {
      try checkOwner(of: patch, at: place)
      guard let base = before.records[patch.key], !seats[seat].isOnLostHistory else { continue }
      let version = SimulatedServer.Version(key: base.key, count: base.syncCount)
      let isOwn = services[place]?.history[version]?.contains { $0.seat == seat } ?? false
      guard isOwn || seats[seat].seen.contains(version) else {
        throw violation(
          .nothingOverwrittenUnasked,
          "seat \(seat) wrote \(patch.key) over \(base.value ?? "nothing") of \(base.syncCount),"
            + " which it never saw")
      }
    }
  }

  func checkDeletion(of before: DatasetLedger, from seat: Int) throws {
    let place = seats[seat].place
    if let after = services[place]?.ledger { try checkGrowth(from: before, to: after) }
    guard isMerged(seat), !seats[seat].isOnLostHistory else { return }
    for record in before.records.values where !record.isDeleted {
      let version = SimulatedServer.Version(key: record.key, count: record.syncCount)
      guard seats[seat].seen.contains(version) else {
        throw violation(.mergedIsRead, "seat \(seat) never saw \(record.key) of a guest")
      }
    }
  }

  /// A call that ends well has uploaded and read what there was when it was made.
  func checkSuccess(of call: Call, at seat: Int) throws {
    let replica = seats[seat].replica
    guard !replica.isDeletePending, !seats[seat].isLeft else { return }
    for (key, sequence) in call.edits {
      guard let row = replica.rows[key], row.isDirty, row.editSequence == sequence else { continue }
      throw violation(.successMeansUploaded, "seat \(seat) still has an edit of \(key)")
    }
    guard !seats[seat].isOnLostHistory, call.epoch == epoch,
      let records = services[seats[seat].place]?.ledger.records
    else { return }
    for record in records.values where record.syncCount <= call.count {
      guard let row = replica.rows[record.key], row.syncCount >= record.syncCount else {
        throw violation(.successMeansCurrent, "seat \(seat) has no \(record.key)")
      }
    }
  }

  /// Every call has its one result; a crash takes its callers with it.
  func checkResults() throws {
    guard let call = results.first(where: { $0.value != 1 }) else { return }
    throw violation(.oneResult, "call \(call.key) got \(call.value)")
  }

  private func checkGrowth(from before: DatasetLedger, to after: DatasetLedger) throws {
    guard after.state.syncCount > before.state.syncCount else {
      throw violation(
        .countGrows, "it went from \(before.state.syncCount) to \(after.state.syncCount)")
    }
  }

  private func checkOwner(of patch: RecordPatch, at place: Place) throws {
    guard let text = patch.value, let marks = marks[place.identity] else { return }
    guard marks.contains(where: text.hasSuffix) else {
      throw violation(.ownersApart, "\(text) came to \(place.identity)")
    }
  }
}
