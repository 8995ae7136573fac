import GRDB
import IdentityCore
import SyncCore

/// Maps of principal tags in the database.
enum PrincipalTagRow {
  /// The tables, as migration `005-identity-service` makes them.
  static let schema = """
    CREATE TABLE principal_tag_map (
      pool TEXT NOT NULL REFERENCES pool(id) ON DELETE CASCADE,
      provider TEXT NOT NULL,
      uses_defaults INTEGER NOT NULL,
      PRIMARY KEY (pool, provider)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE principal_tag (
      pool TEXT NOT NULL REFERENCES pool(id) ON DELETE CASCADE,
      provider TEXT NOT NULL,
      tag TEXT NOT NULL,
      claim TEXT NOT NULL,
      PRIMARY KEY (pool, provider, tag)
    ) STRICT, WITHOUT ROWID;
    """

  static let maps = "SELECT provider, uses_defaults FROM principal_tag_map WHERE pool = ?"

  static let tags = "SELECT provider, tag, claim FROM principal_tag WHERE pool = ?"

  static func fetchAll(
    of pool: IdentityPoolID, _ database: Database
  ) throws -> [String: PrincipalTagMap] {
    var found: [String: PrincipalTagMap] = [:]
    for (provider, usesDefaults) in try database.all(
      maps, .text(pool.rawValue), read: { row in (row.text(0), row.flag(1)) })
    {
      found[provider] = PrincipalTagMap(usesDefaults: usesDefaults)
    }
    for (provider, tag, claim) in try database.all(
      tags, .text(pool.rawValue), read: { row in (row.text(0), row.text(1), row.text(2)) })
    {
      found[provider]?.tags[tag] = claim
    }
    return found
  }

  /// Replaces all maps of a pool.
  static func save(
    _ maps: [String: PrincipalTagMap], of pool: IdentityPoolID, _ database: Database
  ) throws {
    let pool = SQLValue.text(pool.rawValue)
    try database.run("DELETE FROM principal_tag WHERE pool = ?", pool)
    try database.run("DELETE FROM principal_tag_map WHERE pool = ?", pool)
    for (provider, map) in maps {
      try database.run(
        "INSERT INTO principal_tag_map (pool, provider, uses_defaults) VALUES (?, ?, ?)", pool,
        .text(provider), .flag(map.usesDefaults))
      for (tag, claim) in map.tags {
        try database.run(
          "INSERT INTO principal_tag (pool, provider, tag, claim) VALUES (?, ?, ?, ?)", pool,
          .text(provider), .text(tag), .text(claim))
      }
    }
  }
}
