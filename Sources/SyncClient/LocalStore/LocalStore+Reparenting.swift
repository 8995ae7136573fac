import GRDB
package import SyncCore

/// The change of a device's identity, as its rows see it (cognito-sync.md 6.5).
extension LocalStore {
  /// Gives rows their new owner and returns datasets that had to stay, their new names being too
  /// long.
  func reparent(
    to new: IdentityID, from old: IdentityID?, cause: IdentityChange.Cause, _ policy: MergePolicy,
    at moment: Timestamp, in database: Database
  ) throws -> [DatasetName] {
    // Rows can also wait from a time without an identity that ended with signing in again.
    try adoptUnknown(for: new, policy, at: moment, in: database)
    guard let old, cause.movesRows else { return [] }
    var unmoved: [DatasetName] = []
    for name in try names(of: old.rawValue, in: database) {
      guard let target = name.merged(from: old) else {
        unmoved.append(name)
        continue
      }
      let source = DatasetRow(owner: old.rawValue, name: name)
      let replica = try loadAll(source, in: database).takenOver()
      try move(
        replica, from: source, to: DatasetRow(owner: new.rawValue, name: target), policy,
        at: moment, in: database)
    }
    return unmoved
  }

  /// Copies chosen texts of a merged dataset into its primary, drops the merged rows and leaves
  /// its deletion at the service pending; all or nothing.
  ///
  /// - Parameters:
  ///   - rule: The name of what the choices were made by.
  ///   - newestEdit: The edit made last when the choices were made; a later one means they were
  ///     made on old rows, and nothing happens.
  /// - Returns: The keys that changed, or nothing when the rows were edited meanwhile.
  package func dissolve(
    _ merged: DatasetName, into primary: DatasetName, identity: IdentityID,
    rule: String, choices: [RecordKey: String], setApart: [DeviceRecord] = [], newestEdit: Int64,
    at moment: Timestamp
  ) throws(StoreError) -> [RecordKey]? {
    try write { database in
      guard try editNumber(in: database) == newestEdit else { return nil }
      let source = DatasetRow(owner: identity.rawValue, name: merged)
      let target = DatasetRow(owner: identity.rawValue, name: primary)
      try ensure(target, at: moment, in: database)
      let rest = try loadAll(source, in: database)
      let before = try load(choices.keys, of: target, in: database)
      var after = before
      for record in setApart { try keep(record, at: moment, in: database) }
      let sequence = try nextEdit(in: database)
      let report = after.dissolve(
        rest, named: merged, rule: rule, choices: choices, editSequence: sequence, at: moment)
      try save(after, over: before, of: target, in: database)
      try write(report.journal, to: target, in: database)
      var emptied = rest
      emptied.delete()
      try save(emptied, over: rest, of: source, in: database)
      return report.changed
    }
  }

  /// Returns what was dissolved into `primary` and still awaits its deletion at the service.
  package func dissolved(
    into primary: DatasetName, identity: IdentityID
  ) throws(StoreError) -> [DatasetName] {
    try read { database in
      try String.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT name FROM dataset
            WHERE identity_id = ?1 AND last_sync_count = -1 AND NOT EXISTS (
              SELECT 1 FROM record WHERE identity_id = ?1 AND record.dataset = dataset.name)
            ORDER BY name
            """), arguments: [identity.rawValue]
      ).compactMap(DatasetName.init).filter { primary.mergeSource(of: $0) != nil }
    }
  }

  /// Forgets a merged dataset that is deleted here and at the service, unless it was written again.
  package func retire(_ merged: DatasetName, identity: IdentityID) throws(StoreError) {
    try write { database in
      try database.execute(
        sql: """
          DELETE FROM dataset
          WHERE identity_id = ?1 AND name = ?2 AND last_sync_count = 0 AND NOT EXISTS (
            SELECT 1 FROM record WHERE identity_id = ?1 AND dataset = ?2)
          """, arguments: [identity.rawValue, merged.rawValue])
      guard database.changesCount > 0 else { return }
      try database.execute(
        sql: "DELETE FROM journal WHERE identity_id = ? AND dataset = ?",
        arguments: [identity.rawValue, merged.rawValue])
    }
  }

  /// Returns both datasets and the edit made last, read at one moment.
  package func mergeCandidates(
    _ merged: DatasetName, _ primary: DatasetName, identity: IdentityID
  ) throws(StoreError) -> (merged: DatasetReplica, primary: DatasetReplica, newestEdit: Int64) {
    try write { database in
      func replica(_ name: DatasetName) throws -> DatasetReplica {
        let row = DatasetRow(owner: identity.rawValue, name: name)
        guard try lastSyncCount(of: row, in: database) != nil else { return DatasetReplica() }
        return try loadAll(row, in: database)
      }
      return (try replica(merged), try replica(primary), try separateEdits(in: database))
    }
  }

  private func adoptUnknown(
    for new: IdentityID, _ policy: MergePolicy, at moment: Timestamp, in database: Database
  ) throws {
    for name in try names(of: Self.unknownOwner, in: database) {
      let source = DatasetRow(owner: Self.unknownOwner, name: name)
      let replica = try loadAll(source, in: database)
      try move(
        replica, from: source, to: DatasetRow(owner: new.rawValue, name: name), policy,
        at: moment, in: database)
    }
  }

  private func move(
    _ replica: DatasetReplica, from source: DatasetRow, to target: DatasetRow,
    _ policy: MergePolicy, at moment: Timestamp, in database: Database
  ) throws {
    if try lastSyncCount(of: target, in: database) == nil {
      try database.execute(
        sql: """
          INSERT INTO dataset (identity_id, name, created_at, last_sync_count)
          SELECT ?, ?, created_at, ? FROM dataset WHERE identity_id = ? AND name = ?
          """,
        arguments: [
          target.owner, target.name.rawValue, replica.lastSyncCount, source.owner,
          source.name.rawValue,
        ])
    }
    let before = try loadAll(target, in: database)
    var after = before
    let report = after.absorb(
      replica.rows.values, from: IdentityID(source.owner), rule: policy.name, at: moment,
      choose: policy.choose)
    // Whoever deleted the dataset wants the copy to go that the service made of it, too.
    if replica.isDeletePending { after.lastSyncCount = DatasetReplica.deletePending }
    for row in replica.rows.values where !row.isDeleted {
      guard let record = policy.setApart(before.rows[row.key], row) else { continue }
      try keep(record, at: row.comparisonDate, in: database)
    }
    try save(after, over: before, of: target, in: database)
    try moveJournal(from: source, to: target, in: database)
    try write(report.journal, to: target, in: database)
    try database.execute(
      sql: "DELETE FROM record WHERE identity_id = ? AND dataset = ?",
      arguments: [source.owner, source.name.rawValue])
    try database.execute(
      sql: "DELETE FROM dataset WHERE identity_id = ? AND name = ?",
      arguments: [source.owner, source.name.rawValue])
  }

  /// Writes a record of the device unless there is one.
  private func keep(
    _ record: DeviceRecord, at moment: Timestamp, in database: Database
  ) throws {
    let target = DatasetRow(owner: Self.deviceOwner, name: record.dataset)
    try ensure(target, at: moment, in: database)
    let before = try load([record.key], of: target, in: database)
    guard before.value(for: record.key) == nil else { return }
    var after = before
    _ = after.set(
      record.key, to: record.value, at: moment, editSequence: try nextEdit(in: database))
    try save(after, over: before, of: target, in: database)
  }

  private func names(of owner: String, in database: Database) throws -> [DatasetName] {
    try String.fetchAll(
      database, sql: "SELECT name FROM dataset WHERE identity_id = ? ORDER BY name",
      arguments: [owner]
    ).compactMap(DatasetName.init)
  }
}
