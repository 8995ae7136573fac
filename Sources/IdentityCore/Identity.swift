package import SyncCore

/// One end user, or one guest on one device (cognito-sync.md 3.5).
package struct Identity: Hashable, Sendable {
  /// Whether an identity can be used.
  package enum State: Hashable, Sendable {
    /// It can.
    case enabled
    /// It was merged into another one and has no logins any more.
    case disabled(mergedInto: IdentityID)
    /// Its last login was unlinked, so that nobody can enter it ever again (3.5, "UnlinkIdentity").
    ///
    /// Without this state it would pass for a guest, open to everybody who knows its id.
    case closed
  }

  /// The identity's name on the wire, unique over all pools.
  package let id: IdentityID
  /// The pool it belongs to.
  package let pool: IdentityPoolID
  /// The users who are this identity; none for a guest.
  package var logins: Set<Login>
  /// Whether it can be used.
  package var state: State
  /// The service's clock when it was made.
  package let created: Timestamp
  /// The service's clock when its logins or state last changed.
  package var lastModified: Timestamp

  /// Creates an identity from its parts; enabled and without logins by default.
  package init(
    id: IdentityID, pool: IdentityPoolID, logins: Set<Login> = [], state: State = .enabled,
    created: Timestamp, lastModified: Timestamp
  ) {
    self.id = id
    self.pool = pool
    self.logins = logins
    self.state = state
    self.created = created
    self.lastModified = lastModified
  }

  /// Whether at least one login is linked.
  package var isAuthenticated: Bool { !logins.isEmpty }

  /// The identity this one was merged into.
  package var mergedInto: IdentityID? {
    switch state {
    case .enabled, .closed: nil
    case .disabled(let parent): parent
    }
  }
}
