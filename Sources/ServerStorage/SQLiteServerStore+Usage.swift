import IdentityCore
package import SyncCore

extension SQLiteServerStore {
  /// Sums up an identity.
  package func usage(
    of identity: IdentityID, in pool: IdentityPoolID
  ) async throws(StoreError) -> IdentityUsage {
    try await read { database in
      guard let number = try IdentityRow.usable(identity, in: pool, database),
        let usage = try UsageRow.fetch(identity, number, in: pool, database)
      else { throw StoreError.identity(.identityNotFound(identity)) }
      return usage
    }
  }

  /// Sums up a pool, some identities at a time.
  package func usage(
    of pool: IdentityPoolID, at now: Timestamp
  ) async throws(StoreError) -> PoolUsage {
    let sessions = try await read { database in
      try PoolRow.require(pool, database)
      return try UsageRow.sessions(of: pool, in: CalendarMonth(of: now), database)
    }
    var sum = UsageRow.Sum()
    var position: String? = ""
    while let last = position {
      let piece = try await read { database in
        try UsageRow.piece(of: pool, after: last, database)
      }
      sum.add(piece.sum)
      position = piece.last
    }
    return PoolUsage(
      pool: pool, sessionCount: sessions, storageBytes: sum.storageBytes,
      lastModified: sum.lastModified)
  }

  /// Sums up pools in the order of their ids.
  package func usages(
    after last: IdentityPoolID?, limit: Int, at now: Timestamp
  ) async throws(StoreError) -> PoolUsagesPage {
    let pools = try await read { database in
      try PoolRow.ids(after: last, count: limit + 1, database)
    }
    var found: [PoolUsage] = []
    for pool in pools.prefix(limit) { found.append(try await usage(of: pool, at: now)) }
    return PoolUsagesPage(usages: found, next: pools.count > limit ? found.last?.pool : nil)
  }

  /// Counts sessions begun in the month of `now`.
  package func countSessions(
    _ counts: [IdentityPoolID: Int], at now: Timestamp
  ) async throws(StoreError) {
    try await write { database in
      for (pool, count) in counts {
        try UsageRow.count(count, of: pool, in: CalendarMonth(of: now), database)
      }
    }
  }
}
