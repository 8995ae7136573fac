package import SyncCore

/// Some pools' usage, in the order of their ids.
package struct PoolUsagesPage: Hashable, Sendable {
  /// The pools.
  package var usages: [PoolUsage]
  /// After which pool the next page begins; nothing on the last.
  package var next: IdentityPoolID?

  /// Creates a page from its parts.
  package init(usages: [PoolUsage], next: IdentityPoolID?) {
    self.usages = usages
    self.next = next
  }
}
