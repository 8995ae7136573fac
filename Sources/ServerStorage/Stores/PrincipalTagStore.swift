package import IdentityCore
package import SyncCore

/// Which claims become session tags (cognito-sync.md 3.8, "Principal tags").
///
/// Each method is one transaction, durable when it returns. All fail with
/// `.identity(.poolNotFound)` for an unknown pool.
package protocol PrincipalTagStore: Sendable {
  /// Returns the map of a pool's provider; one that maps nothing until somebody sets it.
  func principalTags(
    of provider: String, in pool: IdentityPoolID
  ) async throws(StoreError) -> PrincipalTagMap

  /// Returns the maps of a pool that somebody has set, by login key.
  func principalTags(
    of pool: IdentityPoolID
  ) async throws(StoreError) -> [String: PrincipalTagMap]

  /// Replaces the map of a pool's provider, or fails with `.identity(.tagMap)` for one beyond the
  /// limits.
  func setPrincipalTags(
    _ map: PrincipalTagMap, of provider: String, in pool: IdentityPoolID
  ) async throws(StoreError)
}
