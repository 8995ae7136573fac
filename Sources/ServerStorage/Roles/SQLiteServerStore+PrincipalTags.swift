package import IdentityCore
package import SyncCore

extension SQLiteServerStore {
  /// Returns the map of a pool's provider.
  package func principalTags(
    of provider: String, in pool: IdentityPoolID
  ) async throws(StoreError) -> PrincipalTagMap {
    try await principalTags(of: pool)[provider] ?? PrincipalTagMap()
  }

  /// Returns the maps of a pool that somebody has set.
  package func principalTags(
    of pool: IdentityPoolID
  ) async throws(StoreError) -> [String: PrincipalTagMap] {
    try await read { database in
      try PoolRow.require(pool, database)
      return try PrincipalTagRow.fetchAll(of: pool, database)
    }
  }

  /// Replaces the map of a pool's provider.
  package func setPrincipalTags(
    _ map: PrincipalTagMap, of provider: String, in pool: IdentityPoolID
  ) async throws(StoreError) {
    try await write { database in
      try PoolRow.require(pool, database)
      try Self.decide(map.check)
      // All are written anew, as one provider's name may be spelt in more than one way.
      var maps = try PrincipalTagRow.fetchAll(of: pool, database)
      maps[provider] = map
      try PrincipalTagRow.save(maps, of: pool, database)
    }
  }
}
