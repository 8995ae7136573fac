import GRDB
import GRDBSQLite

/// The present row of a statement, without the names and copies of columns that GRDB makes of each:
/// they take longer than SQLite takes for the row.
struct StatementRow {
  private let handle: OpaquePointer

  /// Runs a statement whose arguments are set and reads its first row; nothing if there is none.
  static func first<Value>(
    of statement: Statement, _ read: (StatementRow) throws -> Value
  ) throws -> Value? {
    defer { sqlite3_reset(statement.sqliteStatement) }
    guard let row = try next(of: statement) else { return nil }
    return try read(row)
  }

  /// Runs a statement whose arguments are set and reads all its rows.
  static func each(of statement: Statement, _ read: (StatementRow) throws -> Void) throws {
    defer { sqlite3_reset(statement.sqliteStatement) }
    while let row = try next(of: statement) { try read(row) }
  }

  /// Returns a column's text, whatever characters it holds.
  func text(_ column: Int32) -> String? {
    guard sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
    let start = sqlite3_column_blob(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Returns a column's number.
  func integer(_ column: Int32) -> Int64? {
    guard sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
    return sqlite3_column_int64(handle, column)
  }

  private static func next(of statement: Statement) throws -> StatementRow? {
    let handle = statement.sqliteStatement
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return StatementRow(handle: handle)
    case SQLITE_DONE: return nil
    case let code:
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))))
    }
  }
}
