import GRDB
package import SyncCore

/// What a run of synchronization calls; each method answers one effect of `SyncSession`.
extension LocalStore {
  /// Returns what an attempt begins with.
  package func state(
    of dataset: DatasetName, identity: IdentityID, at moment: Timestamp
  ) throws(StoreError) -> SyncSession.LocalState {
    try write { database in
      let row = DatasetRow(owner: identity.rawValue, name: dataset)
      try ensure(row, at: moment, in: database)
      let counts = try Row.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT IFNULL(MAX(sync_count), 0), IFNULL(MAX(dirty), 0)
            FROM record WHERE identity_id = ? AND dataset = ?
            """), arguments: [row.owner, row.name.rawValue])
      return SyncSession.LocalState(
        lastSyncCount: try lastSyncCount(of: row, in: database) ?? 0,
        hasCountedRows: (counts?[0] ?? 0) > 0, hasEdits: (counts?[1] ?? 0) > 0,
        newestEdit: try separateEdits(in: database),
        mergedDatasets: try mergedDatasets(of: row, in: database))
    }
  }

  /// Carries out one transaction of a run, or nothing when the rows are not the ones it knows.
  package func apply(
    _ change: SyncSession.Change, to dataset: DatasetName, identity: IdentityID,
    expecting expected: SyncCount, at moment: Timestamp
  ) throws(StoreError) -> ReplicaReport {
    try write { database in
      let row = DatasetRow(owner: identity.rawValue, name: dataset)
      let before =
        switch change.keys {
        case .all: try loadAll(row, in: database)
        case .some(let keys): try load(keys, of: row, in: database)
        }
      var after = before
      var report = try after.apply(change, expecting: expected, at: moment)
      try save(after, over: before, of: row, in: database)
      try write(report.journal, to: row, in: database)
      report.isEmpty = try isEmpty(row, in: database)
      return report
    }
  }

  /// Returns all edits and marks them as sent, unless the dataset is too large to be sent.
  package func collect(
    from dataset: DatasetName, identity: IdentityID, expecting expected: SyncCount,
    within limits: SyncLimits = SyncLimits()
  ) throws(StoreError) -> PushSnapshot {
    try write { database in
      let row = DatasetRow(owner: identity.rawValue, name: dataset)
      let before = try loadAll(row, in: database)
      var after = before
      let snapshot = try after.collect(expecting: expected, within: limits)
      try save(after, over: before, of: row, in: database)
      return snapshot
    }
  }

  private func isEmpty(_ dataset: DatasetRow, in database: Database) throws -> Bool {
    try Int64.fetchOne(
      database.cachedStatement(
        sql: "SELECT 1 FROM record WHERE identity_id = ? AND dataset = ? LIMIT 1"),
      arguments: [dataset.owner, dataset.name.rawValue]) == nil
  }

  /// Returns local datasets that hold what a merged identity left of `dataset` and that still
  /// have rows; one that only awaits its deletion has been dealt with.
  private func mergedDatasets(
    of dataset: DatasetRow, in database: Database
  ) throws -> [DatasetName] {
    let names = try String.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT name FROM dataset
          WHERE identity_id = ?1 AND substr(name, 1, ?2) = ?3 AND EXISTS (
            SELECT 1 FROM record WHERE identity_id = ?1 AND record.dataset = dataset.name)
          ORDER BY name
          """),
      arguments: [
        dataset.owner, dataset.name.rawValue.utf8.count + 1, dataset.name.rawValue + ".",
      ])
    return names.compactMap(DatasetName.init).filter { dataset.name.mergeSource(of: $0) != nil }
  }
}
