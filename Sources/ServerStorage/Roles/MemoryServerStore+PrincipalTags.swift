package import IdentityCore
package import SyncCore

extension MemoryServerStore {
  /// Returns the map of a pool's provider.
  package func principalTags(
    of provider: String, in pool: IdentityPoolID
  ) throws(StoreError) -> PrincipalTagMap {
    try principalTags(of: pool)[provider] ?? PrincipalTagMap()
  }

  /// Returns the maps of a pool that somebody has set.
  package func principalTags(
    of pool: IdentityPoolID
  ) throws(StoreError) -> [String: PrincipalTagMap] {
    try require(pool)
    return tagMaps[pool] ?? [:]
  }

  /// Replaces the map of a pool's provider.
  package func setPrincipalTags(
    _ map: PrincipalTagMap, of provider: String, in pool: IdentityPoolID
  ) throws(StoreError) {
    try require(pool)
    try Self.decide(map.check)
    tagMaps[pool, default: [:]][provider] = map
  }
}
