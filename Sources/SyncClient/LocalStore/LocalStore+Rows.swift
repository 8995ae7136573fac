import FoundationEssentials
import GRDB
import SyncCore

/// A dataset as the tables name it.
struct DatasetRow: Hashable, Sendable {
  var owner: String
  var name: DatasetName
}

/// What an edit has to know of its dataset.
struct EditBasis: Hashable, Sendable {
  var row: DatasetRow
  /// The dataset, with those of its rows that matter.
  var replica: DatasetReplica
  /// The highest number that an edit so far may have.
  var editNumber: Int64
}

/// Loading and saving of rows within a transaction.
extension LocalStore {
  /// The owner of rows written before an identity is known.
  static let unknownOwner = "unknown"
  /// The owner of rows that belong to the device; no identity has such a name.
  static let deviceOwner = "device"

  func row(
    _ dataset: DatasetName, of owner: Owner, in database: Database
  ) throws -> DatasetRow {
    DatasetRow(owner: try name(of: owner, in: database), name: dataset)
  }

  func name(of owner: Owner, in database: Database) throws -> String {
    switch owner {
    case .current: try meta(identityKey, in: database) ?? Self.unknownOwner
    case .device: Self.deviceOwner
    case .identity(let identity): identity.rawValue
    }
  }

  func ensure(_ dataset: DatasetRow, at moment: Timestamp, in database: Database) throws {
    try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO dataset (identity_id, name, created_at) VALUES (?, ?, ?)"
    ).execute(arguments: [dataset.owner, dataset.name.rawValue, moment.milliseconds])
  }

  func lastSyncCount(of dataset: DatasetRow, in database: Database) throws -> SyncCount? {
    try Int64.fetchOne(
      database.cachedStatement(
        sql: "SELECT last_sync_count FROM dataset WHERE identity_id = ? AND name = ?"),
      arguments: [dataset.owner, dataset.name.rawValue])
  }

  /// Loads a whole dataset; throws when it is gone.
  func loadAll(_ dataset: DatasetRow, in database: Database) throws -> DatasetReplica {
    guard let count = try lastSyncCount(of: dataset, in: database) else {
      throw ReplicaFailure.vanished
    }
    var replica = DatasetReplica(lastSyncCount: count)
    let statement = try database.cachedStatement(
      sql: """
        SELECT CAST(key AS BLOB), CAST(value AS BLOB), sync_count, dirty, edit_seq, modified_at,
          modified_by, device_modified_at, modified_device
        FROM record WHERE identity_id = ? AND dataset = ?
        """)
    statement.setUncheckedArguments([dataset.owner, dataset.name.rawValue])
    try StatementRow.each(of: statement) { row in
      let record = try LocalRecord(row)
      replica.rows[record.key] = record
    }
    return replica
  }

  /// Loads the given keys of a dataset; throws when it is gone.
  func load(
    _ keys: some Sequence<RecordKey>, of dataset: DatasetRow, in database: Database
  ) throws -> DatasetReplica {
    guard let count = try lastSyncCount(of: dataset, in: database) else {
      throw ReplicaFailure.vanished
    }
    var replica = DatasetReplica(lastSyncCount: count)
    try load(keys, of: dataset, into: &replica, in: database)
    return replica
  }

  /// Loads the given keys of a dataset that is there.
  func load(
    _ keys: some Sequence<RecordKey>, of dataset: DatasetRow, into replica: inout DatasetReplica,
    in database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        SELECT CAST(key AS BLOB), CAST(value AS BLOB), sync_count, dirty, edit_seq, modified_at,
          modified_by, device_modified_at, modified_device
        FROM record WHERE identity_id = ? AND dataset = ? AND key = CAST(? AS TEXT)
        """)
    for key in keys where replica.rows[key] == nil {
      statement.setUncheckedArguments([
        dataset.owner, dataset.name.rawValue, key.rawValue.bytes,
      ])
      guard let record = try StatementRow.first(of: statement, LocalRecord.init) else { continue }
      replica.rows[key] = record
    }
  }

  /// Writes what a transaction changed.
  func save(
    _ after: DatasetReplica, over before: DatasetReplica, of dataset: DatasetRow,
    in database: Database
  ) throws {
    if after.lastSyncCount != before.lastSyncCount {
      try database.cachedStatement(
        sql: "UPDATE dataset SET last_sync_count = ? WHERE identity_id = ? AND name = ?"
      ).execute(arguments: [after.lastSyncCount, dataset.owner, dataset.name.rawValue])
    }
    for key in before.rows.keys where after.rows[key] == nil {
      try database.cachedStatement(
        sql: "DELETE FROM record WHERE identity_id = ? AND dataset = ? AND key = CAST(? AS TEXT)"
      ).execute(arguments: [dataset.owner, dataset.name.rawValue, key.rawValue.bytes])
    }
    for (key, row) in after.rows where !row.isStored(as: before.rows[key]) {
      try insert(row, into: dataset, in: database)
    }
  }

  private func insert(
    _ row: LocalRecord, into dataset: DatasetRow, in database: Database
  ) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO record (identity_id, dataset, key, value, sync_count, dirty,
          edit_seq, modified_at, modified_by, device_modified_at, modified_device)
        VALUES (?, ?, CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET value = excluded.value, sync_count = excluded.sync_count,
          dirty = excluded.dirty, edit_seq = excluded.edit_seq, modified_at = excluded.modified_at,
          modified_by = excluded.modified_by, device_modified_at = excluded.device_modified_at,
          modified_device = excluded.modified_device
        """
    ).execute(arguments: [
      dataset.owner, dataset.name.rawValue, row.key.rawValue.bytes, row.value?.bytes,
      row.syncCount, row.edit.rawValue, row.editSequence, row.lastModified?.milliseconds,
      row.lastModifiedBy, row.deviceLastModified?.milliseconds, row.lastModifiedDevice,
    ])
  }

  /// Reads what an edit has to know of a dataset, with the row of `key`; nothing if the dataset is
  /// unknown.
  func editBasis(
    of dataset: DatasetName, of owner: Owner, with key: RecordKey, in database: Database
  ) throws -> EditBasis? {
    let (query, fallback) = ownerQuery(owner)
    let statement = try database.cachedStatement(
      sql: """
        SELECT CAST(r.key AS BLOB), CAST(r.value AS BLOB), r.sync_count, r.dirty, r.edit_seq,
          r.modified_at, r.modified_by, r.device_modified_at, r.modified_device,
          d.identity_id, d.last_sync_count,
          (SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?)
        FROM dataset AS d
        LEFT JOIN record AS r ON r.identity_id = d.identity_id AND r.dataset = d.name
          AND r.key = CAST(? AS TEXT)
        WHERE d.identity_id = coalesce((SELECT value FROM meta WHERE key = ?), ?) AND d.name = ?
        """)
    statement.setUncheckedArguments([
      Self.editKey, key.rawValue.bytes, query, fallback, dataset.rawValue,
    ])
    return try StatementRow.first(of: statement) { row in
      var replica = DatasetReplica(lastSyncCount: row.integer(10) ?? 0)
      if row.text(0) != nil { replica.rows[key] = try LocalRecord(row) }
      return EditBasis(
        row: DatasetRow(owner: row.text(9) ?? fallback, name: dataset), replica: replica,
        editNumber: row.integer(11) ?? 0)
    }
  }

  /// Returns a number above that of every edit so far.
  func nextEdit(in database: Database) throws -> Int64 {
    try nextEdit(after: editNumber(in: database), in: database)
  }

  /// Returns a number above that of every edit so far, given the store's number.
  func nextEdit(after stored: Int64, in database: Database) throws -> Int64 {
    let (number, raised) = editNumbers.take(stored: stored)
    if let raised { try setEditNumber(raised, in: database) }
    return number
  }

  /// Returns a number that no edit so far exceeds and that every later one does.
  ///
  /// It stays the store's number until somebody edits.
  func separateEdits(in database: Database) throws -> Int64 {
    let number = try editNumber(in: database) + 1
    try setEditNumber(number, in: database)
    return number
  }

  /// Returns the store's number, which no edit so far exceeds.
  func editNumber(in database: Database) throws -> Int64 {
    try meta(Self.editKey, in: database).flatMap { Int64($0) } ?? 0
  }

  private func setEditNumber(_ number: Int64, in database: Database) throws {
    try setMeta(Self.editKey, to: String(number), in: database)
  }

  func meta(_ key: String, in database: Database) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(sql: "SELECT value FROM meta WHERE key = ?"), arguments: [key])
  }

  func setMeta(_ key: String, to value: String?, in database: Database) throws {
    if let value {
      try database.cachedStatement(sql: "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")
        .execute(arguments: [key, value])
    } else {
      try database.cachedStatement(sql: "DELETE FROM meta WHERE key = ?")
        .execute(arguments: [key])
    }
  }

  private static let editKey = "edit_seq"
}

extension LocalRecord {
  /// Creates the record that a query of all columns returned.
  fileprivate init(_ row: StatementRow) throws {
    guard let key = row.text(0).flatMap(RecordKey.init),
      let edit = row.integer(3).flatMap({ Edit(rawValue: Edit.RawValue($0)) })
    else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a record breaks the schema")
    }
    self.init(
      key: key, value: row.text(1), syncCount: row.integer(2) ?? 0, edit: edit,
      editSequence: row.integer(4) ?? 0,
      lastModified: row.integer(5).map(Timestamp.init(milliseconds:)), lastModifiedBy: row.text(6),
      lastModifiedDevice: row.text(8),
      deviceLastModified: row.integer(7).map(Timestamp.init(milliseconds:)))
  }

  /// Tells whether `other` is this row to the byte; `==` would take equivalent texts for equal.
  fileprivate func isStored(as other: LocalRecord?) -> Bool {
    guard let other else { return false }
    return self == other && value.isIdentical(to: other.value)
  }
}

extension String {
  /// The text as SQLite is given it.
  var bytes: Data { Data(utf8) }
}
