import GRDB
import SyncCore

/// A refresh token in the database.
struct RefreshTokenRow {
  var family: Int64
  var account: String
  var expires: Timestamp
  var isReplaced: Bool

  static func fetch(_ digest: [UInt8], _ database: Database) throws -> RefreshTokenRow? {
    try database.first(
      """
      SELECT t.family, f.account, t.expires_ms, t.is_replaced
      FROM refresh_token t JOIN session_family f ON f.number = t.family
      WHERE t.digest = ?
      """,
      .blob(digest)
    ) { row in
      RefreshTokenRow(
        family: row.integer(0), account: row.text(1), expires: row.time(2),
        isReplaced: row.flag(3))
    }
  }

  static func insert(_ token: RefreshToken, family: Int64, _ database: Database) throws {
    try database.run(
      """
      INSERT INTO refresh_token (digest, family, expires_ms, is_replaced) VALUES (?1, ?2, ?3, 0)
      ON CONFLICT (digest) DO UPDATE SET family = ?2, expires_ms = ?3, is_replaced = 0
      """,
      .blob(token.digest), .integer(family), .time(token.expires))
  }

  /// Drops all tokens of a family.
  static func revoke(family: Int64, _ database: Database) throws {
    try database.run("DELETE FROM session_family WHERE number = ?", .integer(family))
  }

  /// Drops tokens that nobody can use any more, and families that have none left.
  static func forgetExpired(at now: Timestamp, _ database: Database) throws {
    let families = try database.all(
      "DELETE FROM refresh_token WHERE expires_ms <= ? RETURNING family", .time(now)
    ) { $0.integer(0) }
    for family in Set(families) {
      try database.run(
        """
        DELETE FROM session_family WHERE number = ?1
          AND NOT EXISTS (SELECT 1 FROM refresh_token WHERE family = ?1)
        """,
        .integer(family))
    }
  }
}
