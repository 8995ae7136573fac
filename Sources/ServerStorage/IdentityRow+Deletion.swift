import GRDB
import IdentityCore
import SyncCore

extension IdentityRow {
  private struct Place {
    var number: Int64
    var pool: String
    var id: String
  }

  static let merged = """
    WITH RECURSIVE merged(number, pool, id, depth) AS (
      SELECT number, pool, id, 0 FROM identity WHERE id = ?1
      UNION ALL
      SELECT i.number, i.pool, i.id, depth + 1
      FROM merged m JOIN identity i ON i.merged_into = m.id)
    SELECT number, pool, id FROM merged ORDER BY depth DESC
    """

  /// Deletes an identity, if there is one, and, unless it is disabled itself, all that ended up in
  /// it; their ids stay taken.
  static func delete(_ id: IdentityID, _ database: Database) throws {
    let parent = try database.first(
      "SELECT merged_into FROM identity WHERE id = ?", .text(id.rawValue)
    ) { $0.optional($0.text, 0) }
    if let parent = parent.flatMap(\.self) {
      try database.run(
        "UPDATE identity SET merged_into = ?2 WHERE merged_into = ?1", .text(id.rawValue),
        .text(parent))
    }
    let places = try database.all(merged, .text(id.rawValue)) { row in
      Place(number: row.integer(0), pool: row.text(1), id: row.text(2))
    }
    for place in places { try delete(place, database) }
  }

  private static func delete(_ place: Place, _ database: Database) throws {
    let number = SQLValue.integer(place.number)
    try database.run(
      "DELETE FROM record WHERE dataset IN (SELECT number FROM dataset WHERE identity = ?)", number)
    try database.run("DELETE FROM dataset WHERE identity = ?", number)
    try DeviceRow.deleteAll(of: place.number, database)
    try database.run("DELETE FROM login WHERE identity = ?", number)
    try database.run(
      "DELETE FROM queued_commit WHERE pool = ? AND identity = ?", .text(place.pool),
      .text(place.id))
    try database.run(
      """
      INSERT INTO retired_identity (id, merged_into)
      SELECT id, merged_into FROM identity WHERE number = ?
      """, number)
    try database.run("DELETE FROM identity WHERE number = ?", number)
  }

  /// Deletes all identities of a pool; their ids stay taken.
  static func deleteAll(in pool: IdentityPoolID, _ database: Database) throws {
    let pool = SQLValue.text(pool.rawValue)
    let members = "SELECT number FROM identity WHERE pool = ?"
    try database.run(
      """
      DELETE FROM record WHERE dataset IN (
        SELECT number FROM dataset WHERE identity IN (\(members)))
      """, pool)
    try database.run("DELETE FROM dataset WHERE identity IN (\(members))", pool)
    try database.run("DELETE FROM device WHERE identity IN (\(members))", pool)
    try database.run("DELETE FROM login WHERE pool = ?", pool)
    try database.run(
      """
      INSERT INTO retired_identity (id, merged_into)
      SELECT id, merged_into FROM identity WHERE pool = ?
      """, pool)
    try database.run(
      "UPDATE identity SET merged_into = NULL WHERE pool = ? AND merged_into IS NOT NULL", pool)
    try database.run("DELETE FROM identity WHERE pool = ?", pool)
  }
}
