import GRDBSQLite
import SyncCore

/// A value to put in place of a statement's parameter.
enum SQLValue {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }
  static func integer(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }
  static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
  static func flag(_ value: Bool?) -> SQLValue { value.map { .flag($0) } ?? .null }
  static func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
  static func time(_ value: Timestamp?) -> SQLValue { .integer(value?.milliseconds) }

  /// Binds the value, which SQLite copies, and returns SQLite's code.
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch self {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let value): return sqlite3_bind_int64(statement, index, value)
    case .text(var value):
      // The length is given, as a text may hold a NUL.
      return value.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { bytes in
          guard let start = bytes.baseAddress else {
            return sqlite3_bind_text(statement, index, "", 0, copy)
          }
          return sqlite3_bind_text(statement, index, start, Int32(bytes.count), copy)
        }
      }
    case .blob(let value):
      return value.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress else {
          return sqlite3_bind_zeroblob(statement, index, 0)
        }
        return sqlite3_bind_blob(statement, index, start, Int32(bytes.count), copy)
      }
    }
  }
}
