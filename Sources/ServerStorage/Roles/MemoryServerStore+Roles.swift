package import IdentityCore
package import SyncCore

extension MemoryServerStore {
  /// Returns a role, or nothing.
  package func role(named name: String) throws(StoreError) -> Role? { rolesByName[name] }

  /// Returns all roles by name.
  package func roles() throws(StoreError) -> [Role] {
    rolesByName.values.sorted { $0.name < $1.name }
  }

  /// Adds a role or replaces the one with its name.
  package func save(_ role: Role) throws(StoreError) { rolesByName[role.name] = role }

  /// Returns the roles of a pool.
  package func roles(of pool: IdentityPoolID) throws(StoreError) -> PoolRoles {
    rolesByPool[try self.pool(pool).id] ?? PoolRoles()
  }

  /// Replaces the roles of a pool.
  package func setRoles(_ roles: PoolRoles, of pool: IdentityPoolID) throws(StoreError) {
    try require(pool)
    try Self.decide(roles.check)
    rolesByPool[pool] = roles
  }

  /// Makes the default roles for every pool whose roles nobody has set yet.
  package func makeDefaultRoles(account: String) throws(StoreError) {
    for pool in pools.values where rolesByPool[pool.id] == nil {
      let defaults = DefaultRoles(for: pool, account: account)
      for role in defaults.roles where rolesByName[role.name] == nil {
        rolesByName[role.name] = role
      }
      rolesByPool[pool.id] = defaults.poolRoles
    }
  }
}
