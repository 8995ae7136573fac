import GRDB

/// Single values in the database.
enum MetaRow {
  enum Key: String {
    case gamePool = "game-pool"
    case issuer
  }

  static func value(of key: Key, _ database: Database) throws -> String? {
    try database.first("SELECT value FROM meta WHERE key = ?", .text(key.rawValue)) { $0.text(0) }
  }

  static func set(_ key: Key, to value: String, _ database: Database) throws {
    try database.run(
      "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
      .text(key.rawValue), .text(value))
  }

  /// Drops the value of a key if it is `value`.
  static func remove(_ key: Key, ifIs value: String, _ database: Database) throws {
    try database.run(
      "DELETE FROM meta WHERE key = ? AND value = ?", .text(key.rawValue), .text(value))
  }
}
