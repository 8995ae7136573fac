package import IdentityCore
package import SyncCore

extension SQLiteServerStore {
  /// Adds a pool.
  package func create(_ pool: IdentityPool) async throws(StoreError) {
    try await write { database in try PoolRow.insert(pool, database) }
  }

  /// Returns a pool.
  package func pool(_ id: IdentityPoolID) async throws(StoreError) -> IdentityPool {
    try await readBriefly { database in try PoolRow.fetch(id, database) }
  }

  /// Returns pools in the order of their ids.
  package func pools(
    after last: IdentityPoolID?, limit: Int
  ) async throws(StoreError) -> PoolsPage {
    try await read { database in
      let ids = try PoolRow.ids(after: last, count: limit + 1, database)
      return PoolsPage(found: try ids.map { try PoolRow.fetch($0, database) }, limit: limit)
    }
  }

  /// Changes the configuration of a pool and returns it.
  package func change(
    _ id: IdentityPoolID, by change: PoolChange
  ) async throws(StoreError) -> IdentityPool {
    try await write { database in
      let old = try PoolRow.fetch(id, database)
      let new = try Self.decide { () throws(IdentityError) in try old.changed(by: change) }
      try PoolRow.update(new, database)
      return new
    }
  }

  /// Deletes a pool with everything in it.
  package func deletePool(_ id: IdentityPoolID) async throws(StoreError) {
    let hub = self.hub
    try await publish { database -> (Void, IdentityNews) in
      try PoolRow.require(id, database)
      let followed = try hub.followed.filter { identity in
        try IdentityRow.fetch(identity, database)?.pool == id
      }
      try IdentityRow.deleteAll(in: id, database)
      try MetaRow.remove(.gamePool, ifIs: id.rawValue, database)
      try database.run("INSERT INTO retired_pool (id) VALUES (?)", .text(id.rawValue))
      // Settings, queue and counted sessions go with it.
      try database.run("DELETE FROM pool WHERE id = ?", .text(id.rawValue))
      return ((), IdentityNews(ended: followed))
    }
  }

  /// Returns the game's pool, which is `candidate` if there was none.
  package func gamePool(
    orCreate candidate: IdentityPool
  ) async throws(StoreError) -> IdentityPool {
    try await write { database in
      if let id = try MetaRow.value(of: .gamePool, database).flatMap(IdentityPoolID.init) {
        return try PoolRow.fetch(id, database)
      }
      try PoolRow.insert(candidate, database)
      try MetaRow.set(.gamePool, to: candidate.id.rawValue, database)
      return candidate
    }
  }
}
