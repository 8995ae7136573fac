import GRDB
import SyncCore

/// Sums over what is stored in the database.
enum UsageRow {
  /// What some datasets come to.
  struct Sum {
    var storageBytes = 0
    var lastModified: Timestamp?

    mutating func add(_ other: Sum) {
      storageBytes += other.storageBytes
      lastModified = [lastModified, other.lastModified].compactMap(\.self).max()
    }
  }

  /// Identities summed up in one transaction at most.
  static let identitiesPerPiece = 1_000

  static let ofIdentity = """
    SELECT i.created_ms, i.datasets, coalesce(sum(d.bytes), 0), max(d.modified_ms)
    FROM identity i LEFT JOIN dataset d ON d.identity = i.number AND d.live WHERE i.number = ?
    """

  static func fetch(
    _ identity: IdentityID, _ number: Int64, in pool: IdentityPoolID, _ database: Database
  ) throws -> IdentityUsage? {
    try database.first(ofIdentity, .integer(number)) { row in
      IdentityUsage(
        identity: identity, pool: pool,
        lastModified: max(row.time(0), row.optional(row.time, 3) ?? row.time(0)),
        datasetCount: row.count(1), storageBytes: row.count(2))
    }
  }

  static let piece = """
    SELECT max(p.id), coalesce(sum(d.bytes), 0), max(d.modified_ms)
    FROM (SELECT number, id FROM identity WHERE pool = ? AND id > ? ORDER BY id LIMIT ?) p
      LEFT JOIN dataset d ON d.identity = p.number AND d.live
    """

  /// Sums up some identities of a pool after `last`; the second result is the last of them.
  static func piece(
    of pool: IdentityPoolID, after last: String, _ database: Database
  ) throws -> (sum: Sum, last: String?) {
    let found = try database.first(
      piece, .text(pool.rawValue), .text(last), .integer(identitiesPerPiece)
    ) { row in
      (
        sum: Sum(storageBytes: row.count(1), lastModified: row.optional(row.time, 2)),
        last: row.optional(row.text, 0)
      )
    }
    return found ?? (Sum(), nil)
  }

  /// Returns the sessions counted for a month.
  static func sessions(
    of pool: IdentityPoolID, in month: CalendarMonth, _ database: Database
  ) throws -> Int {
    let count = try database.first(
      "SELECT sessions FROM session_count WHERE pool = ? AND month = ?", .text(pool.rawValue),
      .integer(month.number)
    ) { $0.count(0) }
    return count ?? 0
  }

  /// Adds to the sessions counted for a month, unless the pool is unknown.
  static func count(
    _ sessions: Int, of pool: IdentityPoolID, in month: CalendarMonth, _ database: Database
  ) throws {
    try database.run(
      """
      INSERT INTO session_count (pool, month, sessions) SELECT id, ?2, ?3 FROM pool WHERE id = ?1
      ON CONFLICT (pool, month) DO UPDATE SET sessions = sessions + ?3
      """,
      .text(pool.rawValue), .integer(month.number), .integer(sessions))
  }
}
