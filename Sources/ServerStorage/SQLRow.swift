import GRDBSQLite
import SyncCore

/// The row a statement stands on; its columns are read straight from SQLite.
struct SQLRow {
  private let statement: OpaquePointer

  init(_ statement: OpaquePointer) { self.statement = statement }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  func count(_ column: Int32) -> Int { Int(integer(column)) }

  func flag(_ column: Int32) -> Bool { integer(column) != 0 }

  func time(_ column: Int32) -> Timestamp { Timestamp(milliseconds: integer(column)) }

  func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(statement, column) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Reads a column with `read`, or nothing for NULL.
  func optional<Value>(_ read: (Int32) -> Value, _ column: Int32) -> Value? {
    isNull(column) ? nil : read(column)
  }
}
