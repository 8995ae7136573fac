import IdentityCore
package import SyncCore

extension MemoryServerStore {
  /// Sums up an identity.
  package func usage(
    of identity: IdentityID, in pool: IdentityPoolID
  ) throws(StoreError) -> IdentityUsage {
    guard try knows(identity, in: pool), let owner = identities[identity] else {
      throw .identity(.identityNotFound(identity))
    }
    let states = existing(identity).map(\.state)
    return IdentityUsage(
      identity: identity, pool: pool,
      lastModified: states.map(\.lastModified).reduce(owner.created, max),
      datasetCount: states.count, storageBytes: states.map(\.storageBytes).reduce(0, +))
  }

  /// Sums up a pool.
  package func usage(
    of pool: IdentityPoolID, at now: Timestamp
  ) throws(StoreError) -> PoolUsage {
    try require(pool)
    let states = members(of: pool).flatMap { existing($0.id) }.map(\.state)
    return PoolUsage(
      pool: pool, sessionCount: sessionCounts[pool]?[CalendarMonth(of: now)] ?? 0,
      storageBytes: states.map(\.storageBytes).reduce(0, +),
      lastModified: states.map(\.lastModified).max())
  }

  /// Sums up pools in the order of their ids.
  package func usages(
    after last: IdentityPoolID?, limit: Int, at now: Timestamp
  ) throws(StoreError) -> PoolUsagesPage {
    let page = try pools(after: last, limit: limit)
    var usages: [PoolUsage] = []
    for pool in page.pools { usages.append(try usage(of: pool.id, at: now)) }
    return PoolUsagesPage(usages: usages, next: page.next)
  }

  /// Counts sessions begun in the month of `now`.
  package func countSessions(
    _ counts: [IdentityPoolID: Int], at now: Timestamp
  ) throws(StoreError) {
    for (pool, count) in counts where pools[pool] != nil {
      sessionCounts[pool, default: [:]][CalendarMonth(of: now), default: 0] += count
    }
  }
}
