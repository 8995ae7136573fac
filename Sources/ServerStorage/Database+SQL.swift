import GRDB
import GRDBSQLite

/// Statements on the hot path: GRDB keeps them prepared, values go to and come from SQLite without
/// a stop between, which takes half the time and keeps texts with a NUL whole.
extension Database {
  /// Runs a statement that returns nothing.
  func run(_ sql: String, _ values: SQLValue...) throws {
    try step(sql, values) { _ in true }
  }

  /// Returns what `read` makes of the first row, or nothing when there is none.
  func first<Value>(
    _ sql: String, _ values: SQLValue..., read: (SQLRow) throws -> Value
  ) throws -> Value? {
    var result: Value?
    try step(sql, values) { row in
      result = try read(row)
      return false
    }
    return result
  }

  /// Returns what `read` makes of every row.
  func all<Value>(
    _ sql: String, _ values: SQLValue..., read: (SQLRow) throws -> Value
  ) throws -> [Value] {
    var results: [Value] = []
    try step(sql, values) { row in
      results.append(try read(row))
      return true
    }
    return results
  }

  /// Tells whether there is a row.
  func exists(_ sql: String, _ values: SQLValue...) throws -> Bool {
    var isFound = false
    try step(sql, values) { _ in
      isFound = true
      return false
    }
    return isFound
  }

  /// Steps through the rows for as long as `handle` wants more.
  private func step(
    _ sql: String, _ values: [SQLValue], handle: (SQLRow) throws -> Bool
  ) throws {
    let statement = try cachedStatement(sql: sql)
    let pointer = statement.sqliteStatement
    defer {
      _ = sqlite3_reset(pointer)
      _ = sqlite3_clear_bindings(pointer)
    }
    for (index, value) in values.enumerated() {
      try check(value.bind(to: pointer, at: Int32(index + 1)), sql)
    }
    while true {
      let code = sqlite3_step(pointer)
      guard code == SQLITE_ROW else {
        return code == SQLITE_DONE ? () : try check(code, sql)
      }
      guard try handle(SQLRow(pointer)) else { return }
    }
  }

  private func check(_ code: Int32, _ sql: String) throws {
    guard code != SQLITE_OK else { return }
    let message = sqlite3_errmsg(sqliteConnection).map { String(cString: $0) }
    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
  }
}
