package import IdentityCore
package import SyncCore

/// Some identities of a pool, in the order of their ids.
package struct IdentitiesPage: Hashable, Sendable {
  /// The identities.
  package var identities: [Identity]
  /// After which identity the next page begins; nothing on the last.
  package var next: IdentityID?

  /// Creates the page of what was found, one more than `limit` at most.
  package init(found: [Identity], limit: Int) {
    identities = Array(found.prefix(limit))
    next = found.count > limit ? identities.last?.id : nil
  }
}
