import FoundationEssentials
import GRDB
import SyncCore

/// A dataset as the tables name it.
struct DatasetRow: Hashable, Sendable {
  var owner: String
  var name: DatasetName
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
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT CAST(key AS BLOB), CAST(value AS BLOB), sync_count, dirty, edit_seq, modified_at,
            modified_by, device_modified_at
          FROM record WHERE identity_id = ? AND dataset = ?
          """), arguments: [dataset.owner, dataset.name.rawValue])
    while let row = try rows.next() {
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
    let statement = try database.cachedStatement(
      sql: """
        SELECT CAST(key AS BLOB), CAST(value AS BLOB), sync_count, dirty, edit_seq, modified_at,
          modified_by, device_modified_at
        FROM record WHERE identity_id = ? AND dataset = ? AND key = CAST(? AS TEXT)
        """)
    for key in keys where replica.rows[key] == nil {
      let arguments: StatementArguments = [
        dataset.owner, dataset.name.rawValue, key.rawValue.bytes,
      ]
      guard let row = try Row.fetchOne(statement, arguments: arguments) else { continue }
      replica.rows[key] = try LocalRecord(row)
    }
    return replica
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
        INSERT OR REPLACE INTO record (identity_id, dataset, key, value, sync_count, dirty,
          edit_seq, modified_at, modified_by, device_modified_at)
        VALUES (?, ?, CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      dataset.owner, dataset.name.rawValue, row.key.rawValue.bytes, row.value?.bytes,
      row.syncCount, row.edit.rawValue, row.editSequence, row.lastModified?.milliseconds,
      row.lastModifiedBy, row.deviceLastModified?.milliseconds,
    ])
  }

  /// Returns a number above that of every edit so far.
  func nextEdit(in database: Database) throws -> Int64 {
    let next = try newestEdit(in: database) + 1
    try setMeta(Self.editKey, to: String(next), in: database)
    return next
  }

  func newestEdit(in database: Database) throws -> Int64 {
    try meta(Self.editKey, in: database).flatMap { Int64($0) } ?? 0
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
  /// Creates the row that a query of all columns returned.
  fileprivate init(_ row: Row) throws {
    // Texts pass as bytes, because GRDB ends a text at its first NUL.
    let text = String(decoding: row[0] as Data, as: UTF8.self)
    guard let key = RecordKey(text), let edit = Edit(rawValue: row[3]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a record breaks the schema")
    }
    self.init(
      key: key, value: (row[1] as Data?).map { String(decoding: $0, as: UTF8.self) },
      syncCount: row[2], edit: edit, editSequence: row[4],
      lastModified: (row[5] as Int64?).map(Timestamp.init(milliseconds:)), lastModifiedBy: row[6],
      deviceLastModified: (row[7] as Int64?).map(Timestamp.init(milliseconds:)))
  }

  /// Tells whether `other` is this row to the byte; `==` would take equivalent texts for equal.
  fileprivate func isStored(as other: LocalRecord?) -> Bool {
    guard let other else { return false }
    return self == other && value.isIdentical(to: other.value)
  }
}

extension String {
  /// The text as SQLite is given it.
  fileprivate var bytes: Data { Data(utf8) }
}
