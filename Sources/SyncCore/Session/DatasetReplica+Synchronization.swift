/// The local transactions of a run (cognito-sync.md 6.6).
extension DatasetReplica {
  /// Throws unless the dataset is in the state a run knows.
  package func verify(_ expected: SyncCount) throws(ReplicaFailure) {
    guard lastSyncCount == expected else { throw .superseded }
  }

  /// Forgets a deletion that the service has carried out; rows written since stay, as new ones.
  package mutating func finishDeletion(
    at moment: Timestamp
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(Self.deletePending)
    var notes = ReplicaNotes(at: moment)
    for row in rows.values where !row.isDirty && !row.isDeleted {
      notes.note(.datasetDeleted, of: row.key, from: row, to: nil)
    }
    rows = rows.filter { $0.value.isDirty }
    restartCounts(keepingRemovalsAfter: .min)
    return report(notes)
  }

  /// Takes in a listing; advances to its count unless conflicts remain (6.6 f and h).
  ///
  /// The rows present must be all rows for a full listing, else at least those it names.
  package mutating func merge(
    _ pull: Pull, at moment: Timestamp, expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    var notes = ReplicaNotes(at: moment)
    var conflicts: [SyncConflict] = []
    for remote in pull.records {
      let local = rows[remote.key]
      switch RecordMerge.decide(local: local, remote: remote, isFullListing: pull.isFull) {
      case .store:
        store(remote, over: local, as: .received, noting: &notes)
      case .adopt:
        store(remote, over: local, as: .matched, noting: &notes)
      case .keep:
        break
      case .conflict:
        if let local { conflicts.append(SyncConflict(local: local, remote: remote)) }
      }
    }
    if pull.isFull { reconcile(with: Set(pull.records.map(\.key)), noting: &notes) }
    if conflicts.isEmpty { lastSyncCount = pull.datasetSyncCount }
    return report(notes, conflicts: conflicts)
  }

  /// Applies the app's answers and advances to `count` (6.6 g and h).
  package mutating func resolve(
    _ answers: [ResolvedConflict], advancingTo count: SyncCount, at moment: Timestamp,
    expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    var notes = ReplicaNotes(at: moment)
    for answer in answers { apply(answer, noting: &notes) }
    lastSyncCount = count
    return report(notes)
  }

  /// Returns all edits and marks them as sent, unless the dataset is too large to be sent.
  package mutating func collect(
    expecting expected: SyncCount, within limits: SyncLimits = SyncLimits()
  ) throws(ReplicaFailure) -> PushSnapshot {
    try verify(expected)
    let live = rows.values.filter { !$0.isDeleted }
    let bytes = live.reduce(0) { $0 + $1.storageBytes }
    if LimitBreach(liveRecords: live.count, liveBytes: bytes, limits: limits) == nil {
      for (key, row) in rows where row.edit == .unsent { rows[key]?.edit = .sent }
    }
    return PushSnapshot(
      records: rows.values.filter(\.isDirty).sorted { $0.key < $1.key },
      liveRecords: live.count, liveBytes: bytes)
  }

  /// Takes in the service's answer to an upload (6.6 j and k).
  ///
  /// The rows present must include all that were pushed or returned. The count moves to the new
  /// commit only when nobody else wrote between listing and upload and every answer was stored.
  package mutating func storePushed(
    _ returned: [SyncRecord], pushed: [LocalRecord], after count: SyncCount, at moment: Timestamp,
    expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    var notes = ReplicaNotes(at: moment)
    var missing = Dictionary(pushed.map { ($0.key, $0) }) { first, _ in first }
    var isComplete = true
    for remote in returned {
      let local = rows[remote.key]
      guard let sent = missing.removeValue(forKey: remote.key) else {
        isComplete = takeExtra(remote, over: local, noting: &notes) && isComplete
        continue
      }
      // A row with an older edit than was sent is none of this device: it was pulled anew.
      if let local, local.editSequence > sent.editSequence {
        rows[remote.key]?.rebase(on: remote)
        notes.noteUpload(of: sent, as: remote)
      } else {
        let isAsSent = remote.value.isIdentical(to: sent.value)
        store(remote, over: local, as: isAsSent ? .uploaded : .changedByService, noting: &notes)
      }
    }
    if let stale = missing.values.map(\.syncCount).min() {
      lastSyncCount = min(lastSyncCount, stale)
    } else if isComplete, returned.map(\.syncCount).max() == count + 1 {
      lastSyncCount = count + 1
    }
    return report(notes)
  }

  /// Prepares all live rows to be uploaded as a new dataset (6.6 e, `keepLocal`).
  package mutating func keepForUpload(
    after newestEdit: Int64, at moment: Timestamp, expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    restartCounts(keepingRemovalsAfter: newestEdit)
    var notes = ReplicaNotes(at: moment)
    for row in rows.values where !row.isDeleted {
      notes.note(.keptAfterDeletion, of: row.key, from: row, to: row)
    }
    return report(notes)
  }

  /// Drops rows not edited after `newestEdit` (6.6 e, `deleteLocal`); later ones become new rows.
  package mutating func purge(
    through newestEdit: Int64, at moment: Timestamp, expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    var notes = ReplicaNotes(at: moment)
    for row in rows.values where row.editSequence <= newestEdit {
      rows[row.key] = nil
      if !row.isDeleted { notes.note(.datasetDeleted, of: row.key, from: row, to: nil) }
    }
    restartCounts(keepingRemovalsAfter: newestEdit)
    return report(notes)
  }

  /// Makes the next run read the dataset from its beginning.
  package mutating func rewind(
    at moment: Timestamp, expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    lastSyncCount = 0
    return report(ReplicaNotes(at: moment))
  }

  /// Returns what a transaction did, in key order whatever order it went by.
  func report(_ notes: ReplicaNotes, conflicts: [SyncConflict] = []) -> ReplicaReport {
    ReplicaReport(
      changed: notes.changed.sorted(), conflicts: conflicts, lastSyncCount: lastSyncCount,
      isEmpty: rows.isEmpty, journal: notes.entries.sorted { $0.key < $1.key })
  }

  private mutating func store(
    _ remote: SyncRecord, over local: LocalRecord?, as cause: ChangeCause,
    noting notes: inout ReplicaNotes
  ) {
    var row = local ?? LocalRecord(key: remote.key)
    row.store(remote)
    rows[remote.key] = row
    // A listing may repeat what is known, and name removed keys that never were here.
    guard row != local || !row.value.isIdentical(to: local?.value), local != nil || !row.isDeleted
    else { return }
    notes.note(cause, of: remote.key, from: local, to: row)
  }

  private mutating func takeExtra(
    _ remote: SyncRecord, over local: LocalRecord?, noting notes: inout ReplicaNotes
  ) -> Bool {
    switch RecordMerge.decide(local: local, remote: remote, isFullListing: false) {
    case .store, .adopt:
      store(remote, over: local, as: .changedByService, noting: &notes)
      return true
    case .keep: return true
    case .conflict: return false
    }
  }

  private mutating func reconcile(
    with mentioned: Set<RecordKey>, noting notes: inout ReplicaNotes
  ) {
    for (key, row) in rows where !mentioned.contains(key) {
      if row.isDirty {
        rows[key]?.syncCount = 0
      } else {
        rows[key] = nil
        if !row.isDeleted { notes.note(.dropped, of: key, from: row, to: nil) }
      }
    }
  }

  private mutating func apply(_ answer: ResolvedConflict, noting notes: inout ReplicaNotes) {
    let remote = answer.conflict.remote
    let before = rows[remote.key]
    // A row that went while the app was asked is an edit too: the key was removed.
    var row = before ?? LocalRecord(key: remote.key, deviceLastModified: notes.moment)
    guard before?.editSequence == answer.conflict.local.editSequence else {
      row.rebase(on: remote)
      rows[remote.key] = row
      return
    }
    switch answer.resolution {
    case .remote:
      row.store(remote)
    case .local:
      row.rebase(on: remote)
    case .value(let value):
      row.rebase(on: remote)
      row.value = value
      row.deviceLastModified = notes.moment
    }
    if row.value.isIdentical(to: remote.value) { row.store(remote) }
    rows[remote.key] = row
    notes.note(
      .conflict(answer.resolution.winner, rule: answer.rule, remote: remote.value),
      of: remote.key, from: before, to: row, origin: remote.origin)
  }

  /// Makes all rows edits of a dataset that begins anew.
  ///
  /// Removals belong to the old dataset and go with it, except those made after the app was asked
  /// about its end: somebody may have made the key again.
  private mutating func restartCounts(keepingRemovalsAfter newestEdit: Int64) {
    let kept = rows.filter { !$0.value.isDeleted || $0.value.editSequence > newestEdit }
    rows = kept.mapValues { row in
      var row = row
      row.syncCount = 0
      row.edit = row.edit == .sent ? .sent : .unsent
      return row
    }
    lastSyncCount = 0
  }
}
