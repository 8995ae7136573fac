package import IdentityCore
package import SyncCore

extension MemoryServerStore {
  /// Adds a pool.
  package func create(_ pool: IdentityPool) throws(StoreError) {
    guard pools[pool.id] == nil, !retiredPools.contains(pool.id) else {
      throw .identity(.poolIdentifierTaken(pool.id))
    }
    pools[pool.id] = pool
  }

  /// Returns a pool.
  package func pool(_ id: IdentityPoolID) throws(StoreError) -> IdentityPool {
    guard let pool = pools[id] else { throw .identity(.poolNotFound(id)) }
    return pool
  }

  /// Returns pools in the order of their ids.
  package func pools(
    after last: IdentityPoolID?, limit: Int
  ) throws(StoreError) -> PoolsPage {
    let found = pools.values.sorted { $0.id.rawValue < $1.id.rawValue }.filter { pool in
      last.map { $0.rawValue < pool.id.rawValue } ?? true
    }
    return PoolsPage(found: found, limit: limit)
  }

  /// Changes the configuration of a pool and returns it.
  package func change(
    _ id: IdentityPoolID, by change: PoolChange
  ) throws(StoreError) -> IdentityPool {
    let old = try pool(id)
    let new = try Self.decide { () throws(IdentityError) in try old.changed(by: change) }
    pools[id] = new
    return new
  }

  /// Deletes a pool with everything in it.
  package func deletePool(_ id: IdentityPoolID) throws(StoreError) {
    try require(id)
    for identity in members(of: id) { remove(identity.id) }
    settings[id] = nil
    sessionCounts[id] = nil
    rolesByPool[id] = nil
    tagMaps[id] = nil
    queue.removeAll { $0.commit.dataset.pool == id }
    if gamePoolID == id { gamePoolID = nil }
    pools[id] = nil
    retiredPools.insert(id)
  }

  /// Returns the game's pool, which is `candidate` if there was none.
  package func gamePool(orCreate candidate: IdentityPool) throws(StoreError) -> IdentityPool {
    if let gamePoolID { return try pool(gamePoolID) }
    try create(candidate)
    gamePoolID = candidate.id
    return candidate
  }
}
