package import SyncCore

/// What a decision about identities comes to: whom to answer with, and what to store before.
package struct IdentityChange: Hashable, Sendable {
  /// One identity that ends in another.
  package struct Merge: Hashable, Sendable {
    /// The identity that is disabled and whose datasets move.
    package var source: IdentityID
    /// The identity that takes over logins and datasets.
    package var parent: IdentityID

    /// Creates a merge from its parts.
    package init(source: IdentityID, parent: IdentityID) {
      self.source = source
      self.parent = parent
    }
  }

  /// The identity to answer with, as it is afterwards.
  package var identity: Identity
  /// All identities that are new or different afterwards; those that lose logins come first.
  package var changed: [Identity]
  /// The merges, in the order in which datasets move; the source's devices lose their
  /// subscriptions, and its credentials and tokens are worth nothing from then on.
  package var merges: [Merge]

  /// Creates a change from its parts.
  package init(identity: Identity, changed: [Identity], merges: [Merge]) {
    self.identity = identity
    self.changed = changed
    self.merges = merges
  }
}
