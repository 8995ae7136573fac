import FoundationEssentials
import GRDB
package import SyncCore

/// What synchronizations did to which key and why, written in the transaction that did it.
extension LocalStore {
  /// The most entries that are kept of a key; the oldest go first.
  package static let journalEntriesPerKey = 20
  /// The most entries that are kept of a dataset; the oldest go first.
  package static let journalEntriesPerDataset = 2_000
  /// The most entries of a dataset between two looks at its whole journal.
  private static let trimmingInterval = 100

  /// Returns why `key` has the text it has, or nothing for a key that was never here.
  package func explanation(
    of key: RecordKey, in dataset: DatasetName, of owner: Owner
  ) throws(StoreError) -> Explanation? {
    try read { database in
      let row = try row(dataset, of: owner, in: database)
      guard try lastSyncCount(of: row, in: database) != nil else { return nil }
      return Explanation(
        key: key, record: try load([key], of: row, in: database).rows[key],
        history: try journal(of: key, in: row, database))
    }
  }

  /// Adds entries, in key order, and drops the oldest beyond what is kept.
  func write(
    _ entries: [JournalEntry], to dataset: DatasetRow, in database: Database
  ) throws {
    guard !entries.isEmpty else { return }
    let last = try Int64.fetchOne(
      database.cachedStatement(
        sql: """
          UPDATE dataset SET last_journal_id = last_journal_id + ?
          WHERE identity_id = ? AND name = ? RETURNING last_journal_id
          """), arguments: [entries.count, dataset.owner, dataset.name.rawValue])
    guard let last else { throw ReplicaFailure.vanished }
    let first = last - Int64(entries.count)
    for (entry, id) in zip(entries, (first + 1)...) {
      try insert(entry, id: id, to: dataset, in: database)
    }
    // Going through a whole journal pays for many entries, and now and then for a few.
    let interval = Int64(Self.trimmingInterval)
    if entries.count > Self.trimmingInterval || first / interval != last / interval {
      try trim(dataset, in: database)
    } else {
      for entry in entries { try trim(entry.key, of: dataset, in: database) }
    }
  }

  /// Gives a journal to another dataset, as newer than what that has.
  func moveJournal(
    from source: DatasetRow, to target: DatasetRow, in database: Database
  ) throws {
    try database.execute(
      sql: """
        UPDATE journal SET identity_id = :owner, dataset = :name, id = id + (
          SELECT last_journal_id FROM dataset WHERE identity_id = :owner AND name = :name)
        WHERE identity_id = :oldOwner AND dataset = :oldName;
        UPDATE dataset SET last_journal_id = last_journal_id + (
          SELECT last_journal_id FROM dataset WHERE identity_id = :oldOwner AND name = :oldName)
        WHERE identity_id = :owner AND name = :name;
        """,
      arguments: [
        "owner": target.owner, "name": target.name.rawValue, "oldOwner": source.owner,
        "oldName": source.name.rawValue,
      ])
    try trim(target, in: database)
  }

  private func trim(_ key: RecordKey, of dataset: DatasetRow, in database: Database) throws {
    try database.cachedStatement(
      sql: """
        DELETE FROM journal
        WHERE identity_id = ?1 AND dataset = ?2 AND key = CAST(?3 AS TEXT) AND id <= (
          SELECT id FROM journal
          WHERE identity_id = ?1 AND dataset = ?2 AND key = CAST(?3 AS TEXT)
          ORDER BY id DESC LIMIT 1 OFFSET ?4)
        """
    ).execute(arguments: [
      dataset.owner, dataset.name.rawValue, Data(key.rawValue.utf8), Self.journalEntriesPerKey,
    ])
  }

  /// Drops what a key or the dataset has too much of, with room for the entries until next time.
  private func trim(_ dataset: DatasetRow, in database: Database) throws {
    try database.cachedStatement(
      sql: """
        DELETE FROM journal
        WHERE identity_id = ?1 AND dataset = ?2 AND (key, id) IN (
          SELECT key, id FROM (
            SELECT key, id, ROW_NUMBER() OVER (PARTITION BY key ORDER BY id DESC) AS place,
              ROW_NUMBER() OVER (ORDER BY id DESC) AS age
            FROM journal WHERE identity_id = ?1 AND dataset = ?2)
          WHERE place > ?3 OR age > ?4)
        """
    ).execute(arguments: [
      dataset.owner, dataset.name.rawValue, Self.journalEntriesPerKey,
      Self.journalEntriesPerDataset - Self.trimmingInterval,
    ])
  }

  private func journal(
    of key: RecordKey, in dataset: DatasetRow, _ database: Database
  ) throws -> [JournalEntry] {
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT noted_at, cause, rule, winner, source, CAST(value AS BLOB),
            CAST(replaced AS BLOB), CAST(remote AS BLOB), edit_seq, sync_count, modified_at,
            modified_by, modified_device, device_modified_at
          FROM journal WHERE identity_id = ? AND dataset = ? AND key = CAST(? AS TEXT)
          ORDER BY id DESC
          """),
      arguments: [dataset.owner, dataset.name.rawValue, Data(key.rawValue.utf8)])
    return rows.compactMap { JournalEntry(key: key, row: $0) }
  }

  private func insert(
    _ entry: JournalEntry, id: Int64, to dataset: DatasetRow, in database: Database
  ) throws {
    let cause = CauseColumns(entry.cause)
    try database.cachedStatement(
      sql: """
        INSERT INTO journal (identity_id, dataset, key, id, noted_at, cause, rule, winner,
          source, value, replaced, remote, edit_seq, sync_count, modified_at, modified_by,
          modified_device, device_modified_at)
        VALUES (?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, CAST(? AS TEXT), CAST(? AS TEXT),
          CAST(? AS TEXT), ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      dataset.owner, dataset.name.rawValue, Data(entry.key.rawValue.utf8), id,
      entry.moment.milliseconds, cause.kind, cause.rule, cause.winner, cause.source,
      entry.value.map { Data($0.utf8) }, entry.replaced.map { Data($0.utf8) },
      cause.remote.map { Data($0.utf8) }, entry.editSequence, entry.origin.syncCount,
      entry.origin.serviceDate?.milliseconds, entry.origin.identity, entry.origin.device,
      entry.origin.deviceDate?.milliseconds,
    ])
  }
}

extension JournalEntry {
  /// Creates the entry that a query of all columns returned; nothing if a later version wrote it.
  fileprivate init?(key: RecordKey, row: Row) {
    func text(_ column: Int) -> String? {
      (row[column] as Data?).map { String(decoding: $0, as: UTF8.self) }
    }
    func moment(_ column: Int) -> Timestamp? {
      (row[column] as Int64?).map(Timestamp.init(milliseconds:))
    }
    let columns = CauseColumns(
      kind: row[1], rule: row[2], winner: row[3], source: row[4], remote: text(7))
    guard let cause = columns.cause else { return nil }
    self.init(
      key: key, moment: Timestamp(milliseconds: row[0]), cause: cause, value: text(5),
      replaced: text(6),
      origin: RecordOrigin(
        syncCount: row[9], device: row[12], identity: row[11], deviceDate: moment(13),
        serviceDate: moment(10)), editSequence: row[8])
  }
}
