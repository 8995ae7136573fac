package import IdentityCore
package import SyncCore

/// The identity pools (cognito-sync.md 3.3).
///
/// Each method is one transaction, durable when it returns.
package protocol PoolStore: Sendable {
  /// Adds a pool; fails with `.identity(.poolIdentifierTaken)` for the id of a deleted one, too.
  func create(_ pool: IdentityPool) async throws(StoreError)

  /// Returns a pool, or fails with `.identity(.poolNotFound)`.
  func pool(_ id: IdentityPoolID) async throws(StoreError) -> IdentityPool

  /// Returns pools in the order of their ids, after `last` and at most `limit`.
  func pools(after last: IdentityPoolID?, limit: Int) async throws(StoreError) -> PoolsPage

  /// Changes the configuration of a pool and returns it, or fails with `.identity(.poolNotFound)`,
  /// or where the pool's rules forbid it.
  func change(
    _ id: IdentityPoolID, by change: PoolChange
  ) async throws(StoreError) -> IdentityPool

  /// Deletes a pool with all its identities, datasets and settings, or fails with
  /// `.identity(.poolNotFound)`.
  ///
  /// Its id and those of its identities are never given to anybody else. What apps reported stays.
  func deletePool(_ id: IdentityPoolID) async throws(StoreError)

  /// Returns the game's pool, which is `candidate` if there was none.
  func gamePool(orCreate candidate: IdentityPool) async throws(StoreError) -> IdentityPool
}
