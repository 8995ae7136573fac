package import IdentityCore
package import SyncCore

extension SQLiteServerStore {
  /// Returns a role, or nothing.
  package func role(named name: String) async throws(StoreError) -> Role? {
    try await read { database in try RoleRow.fetch(name, database) }
  }

  /// Returns all roles by name.
  package func roles() async throws(StoreError) -> [Role] {
    try await read { database in try RoleRow.fetchAll(database) }
  }

  /// Adds a role or replaces the one with its name.
  package func save(_ role: Role) async throws(StoreError) {
    try await write { database in try RoleRow.save(role, database) }
  }

  /// Returns the roles of a pool.
  package func roles(of pool: IdentityPoolID) async throws(StoreError) -> PoolRoles {
    try await read { database in
      try PoolRow.require(pool, database)
      return try RoleRow.fetchRoles(of: pool, database) ?? PoolRoles()
    }
  }

  /// Replaces the roles of a pool.
  package func setRoles(
    _ roles: PoolRoles, of pool: IdentityPoolID
  ) async throws(StoreError) {
    try await write { database in
      try PoolRow.require(pool, database)
      try Self.decide(roles.check)
      try RoleRow.save(roles, of: pool, database)
    }
  }

  /// Makes the default roles for every pool whose roles nobody has set yet.
  package func makeDefaultRoles(account: String) async throws(StoreError) {
    try await write { database in
      for pool in try RoleRow.poolsWithoutRoles(database) {
        let defaults = DefaultRoles(for: pool, account: account)
        for role in defaults.roles where try RoleRow.fetch(role.name, database) == nil {
          try RoleRow.save(role, database)
        }
        try RoleRow.save(defaults.poolRoles, of: pool.id, database)
      }
    }
  }
}
