/// Why a local transaction of a run was not applied.
package enum ReplicaFailure: Error, Hashable, Sendable {
  /// The dataset's count is not the one the run knows: it was deleted here, or another process
  /// synchronised it meanwhile.
  case superseded
  /// The dataset's rows are gone: they moved to another identity or were wiped.
  case vanished
}

/// What one local transaction of a run did.
package struct ReplicaReport: Hashable, Sendable {
  /// Keys whose text became another, or appeared, or went.
  package var changed: [RecordKey] = []
  /// Keys on which both sides disagree.
  package var conflicts: [SyncConflict] = []
  /// The dataset's count after the transaction.
  package var lastSyncCount: SyncCount
  /// Whether no row is left.
  package var isEmpty = false

  /// Creates a report.
  package init(
    changed: [RecordKey] = [], conflicts: [SyncConflict] = [], lastSyncCount: SyncCount,
    isEmpty: Bool = false
  ) {
    self.changed = changed
    self.conflicts = conflicts
    self.lastSyncCount = lastSyncCount
    self.isEmpty = isEmpty
  }
}

/// What a run is about to upload, read in one transaction.
package struct PushSnapshot: Hashable, Sendable {
  /// Edited rows by key order.
  package var records: [LocalRecord]
  /// Live records of the whole dataset.
  package var liveRecords: Int
  /// UTF-8 bytes of their keys and values.
  package var liveBytes: Int

  /// Creates a snapshot.
  package init(records: [LocalRecord], liveRecords: Int, liveBytes: Int) {
    self.records = records
    self.liveRecords = liveRecords
    self.liveBytes = liveBytes
  }
}

/// All pages of one listing.
package struct Pull: Hashable, Sendable {
  /// The count after which the listing begins.
  package var since: SyncCount
  /// The dataset's count on the first page.
  package var datasetSyncCount: SyncCount
  /// Records of all pages.
  package var records: [SyncRecord]
  /// Whether the service named every key it has.
  package var isFull: Bool

  /// Creates a listing from its parts.
  package init(
    since: SyncCount, datasetSyncCount: SyncCount, records: [SyncRecord], isFull: Bool
  ) {
    self.since = since
    self.datasetSyncCount = datasetSyncCount
    self.records = records
    self.isFull = isFull
  }
}

extension DatasetReplica {
  /// Throws unless the dataset is in the state a run knows.
  package func verify(_ expected: SyncCount) throws(ReplicaFailure) {
    guard lastSyncCount == expected else { throw .superseded }
  }

  /// Forgets a deletion that the service has carried out; rows written since stay, as new ones.
  package mutating func finishDeletion() throws(ReplicaFailure) -> ReplicaReport {
    try verify(Self.deletePending)
    let gone = rows.values.filter { !$0.isDirty && !$0.isDeleted }.map(\.key)
    rows = rows.filter { $0.value.isDirty }
    restartCounts(keepingRemovalsAfter: .min)
    return report(changed: gone)
  }

  /// Takes in a listing; advances to its count unless conflicts remain (6.6 f and h).
  ///
  /// The rows present must be all rows for a full listing, else at least those it names.
  package mutating func merge(
    _ pull: Pull, expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    var changed: [RecordKey] = []
    var conflicts: [SyncConflict] = []
    for remote in pull.records {
      let local = rows[remote.key]
      switch RecordMerge.decide(local: local, remote: remote, isFullListing: pull.isFull) {
      case .store, .adopt:
        store(remote, over: local, noting: &changed)
      case .keep:
        break
      case .conflict:
        if let local { conflicts.append(SyncConflict(local: local, remote: remote)) }
      }
    }
    if pull.isFull { reconcile(with: Set(pull.records.map(\.key)), noting: &changed) }
    if conflicts.isEmpty { lastSyncCount = pull.datasetSyncCount }
    return report(changed: changed, conflicts: conflicts)
  }

  /// Applies the app's answers and advances to `count` (6.6 g and h).
  package mutating func resolve(
    _ answers: [ResolvedConflict], advancingTo count: SyncCount, at moment: Timestamp,
    expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    var changed: [RecordKey] = []
    for answer in answers { apply(answer, at: moment, noting: &changed) }
    lastSyncCount = count
    return report(changed: changed)
  }

  /// Returns all edits and marks them as sent.
  package mutating func collect(
    expecting expected: SyncCount
  ) throws(ReplicaFailure) -> PushSnapshot {
    try verify(expected)
    for (key, row) in rows where row.edit == .unsent { rows[key]?.edit = .sent }
    let live = rows.values.filter { !$0.isDeleted }
    return PushSnapshot(
      records: rows.values.filter(\.isDirty).sorted { $0.key < $1.key },
      liveRecords: live.count, liveBytes: live.reduce(0) { $0 + $1.storageBytes })
  }

  /// Takes in the service's answer to an upload (6.6 j and k).
  ///
  /// The rows present must include all that were pushed or returned. The count moves to the new
  /// commit only when nobody else wrote between listing and upload and every answer was stored.
  package mutating func storePushed(
    _ returned: [SyncRecord], pushed: [LocalRecord], after count: SyncCount,
    expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    var changed: [RecordKey] = []
    var missing = Dictionary(pushed.map { ($0.key, $0) }) { first, _ in first }
    var isComplete = true
    for remote in returned {
      let local = rows[remote.key]
      guard let sent = missing.removeValue(forKey: remote.key) else {
        isComplete = takeExtra(remote, over: local, noting: &changed) && isComplete
        continue
      }
      if let local, local.editSequence != sent.editSequence {
        rows[remote.key]?.rebase(on: remote)
      } else {
        store(remote, over: local, noting: &changed)
      }
    }
    if let stale = missing.values.map(\.syncCount).min() {
      lastSyncCount = min(lastSyncCount, stale)
    } else if isComplete, returned.map(\.syncCount).max() == count + 1 {
      lastSyncCount = count + 1
    }
    return report(changed: changed)
  }

  /// Prepares all live rows to be uploaded as a new dataset (6.6 e, `keepLocal`).
  package mutating func keepForUpload(
    after newestEdit: Int64, expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    restartCounts(keepingRemovalsAfter: newestEdit)
    return report(changed: [])
  }

  /// Drops rows not edited after `newestEdit` (6.6 e, `deleteLocal`); later ones become new rows.
  package mutating func purge(
    through newestEdit: Int64, expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    let gone = rows.values.filter { $0.editSequence <= newestEdit }
    for row in gone { rows[row.key] = nil }
    restartCounts(keepingRemovalsAfter: newestEdit)
    return report(changed: gone.filter { !$0.isDeleted }.map(\.key))
  }

  /// Makes the next run read the dataset from its beginning.
  package mutating func rewind(
    expecting expected: SyncCount
  ) throws(ReplicaFailure) -> ReplicaReport {
    try verify(expected)
    lastSyncCount = 0
    return report(changed: [])
  }

  private func report(
    changed: [RecordKey], conflicts: [SyncConflict] = []
  ) -> ReplicaReport {
    ReplicaReport(
      changed: changed.sorted(), conflicts: conflicts, lastSyncCount: lastSyncCount,
      isEmpty: rows.isEmpty)
  }

  private mutating func store(
    _ remote: SyncRecord, over local: LocalRecord?, noting changed: inout [RecordKey]
  ) {
    var row = local ?? LocalRecord(key: remote.key)
    if !row.value.isIdentical(to: remote.value) { changed.append(remote.key) }
    row.store(remote)
    rows[remote.key] = row
  }

  private mutating func takeExtra(
    _ remote: SyncRecord, over local: LocalRecord?, noting changed: inout [RecordKey]
  ) -> Bool {
    switch RecordMerge.decide(local: local, remote: remote, isFullListing: false) {
    case .store, .adopt:
      store(remote, over: local, noting: &changed)
      return true
    case .keep: return true
    case .conflict: return false
    }
  }

  private mutating func reconcile(
    with mentioned: Set<RecordKey>, noting changed: inout [RecordKey]
  ) {
    for (key, row) in rows where !mentioned.contains(key) {
      if row.isDirty {
        rows[key]?.syncCount = 0
      } else {
        rows[key] = nil
        if !row.isDeleted { changed.append(key) }
      }
    }
  }

  private mutating func apply(
    _ answer: ResolvedConflict, at moment: Timestamp, noting changed: inout [RecordKey]
  ) {
    let remote = answer.conflict.remote
    let before = rows[remote.key]
    // A row that went while the app was asked is an edit too: the key was removed.
    var row = before ?? LocalRecord(key: remote.key, deviceLastModified: moment)
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
      row.deviceLastModified = moment
    }
    if row.value.isIdentical(to: remote.value) { row.store(remote) }
    if !row.value.isIdentical(to: answer.conflict.local.value) { changed.append(remote.key) }
    rows[remote.key] = row
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
