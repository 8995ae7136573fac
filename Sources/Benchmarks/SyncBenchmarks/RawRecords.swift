import Foundation
import GRDBSQLite

/// Bare SQLite keeping the rows that the SDK keeps, as the floor under its local store.
final class RawRecords {
  private var database: OpaquePointer?
  private var statements: [String: OpaquePointer] = [:]

  /// Opens a database, made if it is missing.
  ///
  /// - Parameter isDurable: Whether each write waits for the disk.
  init(path: String, isDurable: Bool = false) throws {
    sqlite3_open(path, &database)
    try run("PRAGMA journal_mode = WAL")
    try run("PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL")")
    try run(
      """
      CREATE TABLE IF NOT EXISTS record (identity_id TEXT, dataset TEXT, key TEXT, value TEXT,
        sync_count INTEGER, dirty INTEGER, edit_seq INTEGER, modified_at INTEGER,
        modified_by TEXT, device_modified_at INTEGER, PRIMARY KEY (identity_id, dataset, key))
      WITHOUT ROWID
      """)
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close(database)
  }

  /// Writes one row, in a transaction of its own.
  func put(_ key: String, _ value: String, edit: Int) throws {
    try run(
      """
      INSERT OR REPLACE INTO record VALUES ('unknown', 'GameInfo', ?1, ?2, 0, 1, ?3, NULL, NULL, ?3)
      """, texts: [key, value], number: edit)
  }

  /// Writes many rows in one transaction.
  func putAll(_ values: [(String, String)], edit: Int) throws {
    try run("BEGIN IMMEDIATE")
    for (key, value) in values { try put(key, value, edit: edit) }
    try run("COMMIT")
  }

  /// Reads the value of one row.
  func get(_ key: String) throws -> String? {
    var value: String?
    try run(
      "SELECT value FROM record WHERE identity_id = 'unknown' AND dataset = 'GameInfo' AND key = ?1",
      texts: [key]
    ) { value = sqlite3_column_text($0, 0).map { String(cString: $0) } }
    return value
  }

  /// Reads all rows.
  func all() throws -> [String: String] {
    var values: [String: String] = [:]
    try run("SELECT key, value FROM record WHERE identity_id = 'unknown' AND dataset = 'GameInfo'")
    {
      guard let key = sqlite3_column_text($0, 0), let value = sqlite3_column_text($0, 1) else {
        return
      }
      values[String(cString: key)] = String(cString: value)
    }
    return values
  }

  private func run(
    _ sql: String, texts: [String] = [], number: Int? = nil, row: (OpaquePointer) -> Void = { _ in }
  ) throws {
    if statements[sql] == nil {
      var statement: OpaquePointer?
      sqlite3_prepare_v2(database, sql, -1, &statement, nil)
      statements[sql] = statement
    }
    guard let statement = statements[sql] else {
      throw BenchmarkFailure("SQLite does not understand \(sql).")
    }
    for (index, text) in texts.enumerated() {
      // SQLite copies the text, which is gone after the call.
      let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      sqlite3_bind_text(statement, Int32(index + 1), text, -1, copy)
    }
    if let number { sqlite3_bind_int64(statement, Int32(texts.count + 1), Int64(number)) }
    var code = sqlite3_step(statement)
    while code == SQLITE_ROW {
      row(statement)
      code = sqlite3_step(statement)
    }
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw BenchmarkFailure("SQLite answers \(code) to \(sql).") }
  }
}
