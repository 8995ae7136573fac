import GRDB
import IdentityCore
import SyncCore

/// Roles in the database.
enum RoleRow {
  /// The tables, as migration `004-roles` makes them.
  ///
  /// A pool without a row has roles that nobody has decided about.
  static let schema = """
    CREATE TABLE role (
      name TEXT PRIMARY KEY NOT NULL,
      trust_policy TEXT NOT NULL,
      permission_policy TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pool_role (
      pool TEXT PRIMARY KEY NOT NULL REFERENCES pool(id) ON DELETE CASCADE,
      authenticated TEXT,
      unauthenticated TEXT
    ) STRICT, WITHOUT ROWID;
    """

  static func fetch(_ name: String, _ database: Database) throws -> Role? {
    try database.first(
      "SELECT name, trust_policy, permission_policy FROM role WHERE name = ?", .text(name),
      read: role)
  }

  static func fetchAll(_ database: Database) throws -> [Role] {
    try database.all(
      "SELECT name, trust_policy, permission_policy FROM role ORDER BY name", read: role)
  }

  static func save(_ role: Role, _ database: Database) throws {
    try database.run(
      """
      INSERT INTO role (name, trust_policy, permission_policy) VALUES (?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET
        trust_policy = excluded.trust_policy, permission_policy = excluded.permission_policy
      """,
      .text(role.name), .text(role.trustPolicy), .text(role.permissionPolicy))
  }

  static func fetchRoles(of pool: IdentityPoolID, _ database: Database) throws -> PoolRoles? {
    let found = try database.first(
      "SELECT authenticated, unauthenticated FROM pool_role WHERE pool = ?", .text(pool.rawValue)
    ) { row in
      PoolRoles(
        authenticated: row.optional(row.text, 0), unauthenticated: row.optional(row.text, 1))
    }
    guard var roles = found else { return nil }
    roles.mappings = try RoleMappingRow.fetchAll(of: pool, database)
    return roles
  }

  static func save(
    _ roles: PoolRoles, of pool: IdentityPoolID, _ database: Database
  ) throws {
    try database.run(
      """
      INSERT OR REPLACE INTO pool_role (pool, authenticated, unauthenticated) VALUES (?, ?, ?)
      """,
      .text(pool.rawValue), .text(roles.authenticated), .text(roles.unauthenticated))
    try RoleMappingRow.save(roles.mappings, of: pool, database)
  }

  static func poolsWithoutRoles(_ database: Database) throws -> [IdentityPool] {
    try database.all(
      "SELECT id FROM pool WHERE id NOT IN (SELECT pool FROM pool_role) ORDER BY id"
    ) { IdentityPoolID($0.text(0)) }
    .compactMap(\.self).map { try PoolRow.fetch($0, database) }
  }

  private static func role(_ row: SQLRow) -> Role {
    Role(name: row.text(0), trustPolicy: row.text(1), permissionPolicy: row.text(2))
  }
}
