package import IdentityCore
package import SyncCore

/// Some pools, in the order of their ids.
package struct PoolsPage: Hashable, Sendable {
  /// The pools.
  package var pools: [IdentityPool]
  /// After which pool the next page begins; nothing on the last.
  package var next: IdentityPoolID?

  /// Creates the page of what was found, one more than `limit` at most.
  package init(found: [IdentityPool], limit: Int) {
    pools = Array(found.prefix(limit))
    next = found.count > limit ? pools.last?.id : nil
  }
}
