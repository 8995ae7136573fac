import GRDB
import IdentityCore
import SyncCore

/// How users of single providers get their role, in the database.
enum RoleMappingRow {
  private enum Source: String {
    case token = "Token"
    case rules = "Rules"
  }

  /// The tables, as migration `005-identity-service` makes them.
  static let schema = """
    CREATE TABLE role_mapping (
      pool TEXT NOT NULL REFERENCES pool(id) ON DELETE CASCADE,
      provider TEXT NOT NULL,
      source TEXT NOT NULL,
      fallback TEXT,
      PRIMARY KEY (pool, provider)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE mapping_rule (
      pool TEXT NOT NULL REFERENCES pool(id) ON DELETE CASCADE,
      provider TEXT NOT NULL,
      position INTEGER NOT NULL,
      claim TEXT NOT NULL,
      match TEXT NOT NULL,
      value TEXT NOT NULL,
      role TEXT NOT NULL,
      PRIMARY KEY (pool, provider, position)
    ) STRICT, WITHOUT ROWID;
    """

  static let selection = "SELECT provider, source, fallback FROM role_mapping WHERE pool = ?"

  static let rules = """
    SELECT claim, match, value, role FROM mapping_rule
    WHERE pool = ? AND provider = ? ORDER BY position
    """

  static func fetchAll(
    of pool: IdentityPoolID, _ database: Database
  ) throws -> [String: RoleMapping] {
    let rows = try database.all(selection, .text(pool.rawValue)) { row in
      (provider: row.text(0), source: row.text(1), fallback: row.optional(row.text, 2))
    }
    var mappings: [String: RoleMapping] = [:]
    for row in rows {
      mappings[row.provider] = RoleMapping(
        source: try source(row.source, of: pool, row.provider, database),
        fallback: try row.fallback.map { try read(RoleMapping.Fallback.init, $0) })
    }
    return mappings
  }

  private static func source(
    _ text: String, of pool: IdentityPoolID, _ provider: String, _ database: Database
  ) throws -> RoleMapping.Source {
    switch try read(Source.init, text) {
    case .token: .token
    case .rules:
      .rules(
        try database.all(rules, .text(pool.rawValue), .text(provider)) { row in
          MappingRule(
            claim: row.text(0), match: try read(MappingRule.Match.init, row.text(1)),
            value: row.text(2), role: row.text(3))
        })
    }
  }

  private static func read<Value>(_ make: (String) -> Value?, _ text: String) throws -> Value {
    guard let value = make(text) else { throw RecordRows.damage }
    return value
  }

  /// Replaces all mappings of a pool.
  static func save(
    _ mappings: [String: RoleMapping], of pool: IdentityPoolID, _ database: Database
  ) throws {
    let pool = SQLValue.text(pool.rawValue)
    try database.run("DELETE FROM mapping_rule WHERE pool = ?", pool)
    try database.run("DELETE FROM role_mapping WHERE pool = ?", pool)
    for (provider, mapping) in mappings {
      let source: (kind: Source, rules: [MappingRule]) =
        switch mapping.source {
        case .token: (.token, [])
        case .rules(let rules): (.rules, rules)
        }
      try database.run(
        "INSERT INTO role_mapping (pool, provider, source, fallback) VALUES (?, ?, ?, ?)", pool,
        .text(provider), .text(source.kind.rawValue), .text(mapping.fallback?.rawValue))
      for (position, rule) in source.rules.enumerated() {
        try database.run(
          """
          INSERT INTO mapping_rule (pool, provider, position, claim, match, value, role)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
          pool, .text(provider), .integer(position), .text(rule.claim),
          .text(rule.match.rawValue), .text(rule.value), .text(rule.role))
      }
    }
  }
}
