package import IdentityCore
package import SyncCore

/// One GetOpenIdTokenForDeveloperIdentity whose logins have been validated (cognito-sync.md 3.6).
package struct DeveloperIdentifyRequest: Hashable, Sendable {
  /// The pool that is asked.
  package var pool: IdentityPoolID
  /// The user whom the pool owner's backend vouches for.
  package var user: Login
  /// The users of public providers somebody has proved to be in the same call.
  package var logins: Set<Login>
  /// The identity named, if any.
  package var identity: IdentityID?
  /// The id of the identity, should a new one be made.
  package var candidate: IdentityID
  /// The service's clock.
  package var now: Timestamp

  /// Creates a request from its parts.
  package init(
    pool: IdentityPoolID, user: Login, logins: Set<Login> = [], identity: IdentityID? = nil,
    candidate: IdentityID, now: Timestamp
  ) {
    self.pool = pool
    self.user = user
    self.logins = logins
    self.identity = identity
    self.candidate = candidate
    self.now = now
  }
}

/// One LookupDeveloperIdentity (cognito-sync.md 3.3).
package struct DeveloperLookUpRequest: Hashable, Sendable {
  /// The pool that is asked.
  package var pool: IdentityPoolID
  /// The identity named, if any.
  package var identity: IdentityID?
  /// The developer's user named, if any.
  package var user: String?
  /// Where the page begins: what an earlier page ended with.
  package var token: String?
  /// Users on a page at most, 1 to 60.
  package var limit: Int

  /// Creates a request from its parts.
  package init(
    pool: IdentityPoolID, identity: IdentityID? = nil, user: String? = nil,
    token: String? = nil, limit: Int = DeveloperUsersPage.defaultLimit
  ) {
    self.pool = pool
    self.identity = identity
    self.user = user
    self.token = token
    self.limit = limit
  }
}

/// One MergeDeveloperIdentities (cognito-sync.md 3.3).
package struct DeveloperMergeRequest: Hashable, Sendable {
  /// The pool that is asked.
  package var pool: IdentityPoolID
  /// The name of the developer provider, as the request has it.
  package var provider: String
  /// The developer's user whose identity is merged.
  package var source: String
  /// The developer's user whose identity takes over.
  package var destination: String
  /// The service's clock.
  package var now: Timestamp

  /// Creates a request from its parts.
  package init(
    pool: IdentityPoolID, provider: String, source: String, destination: String, now: Timestamp
  ) {
    self.pool = pool
    self.provider = provider
    self.source = source
    self.destination = destination
    self.now = now
  }
}

/// One UnlinkDeveloperIdentity (cognito-sync.md 3.3).
package struct DeveloperUnlinkRequest: Hashable, Sendable {
  /// The pool that is asked.
  package var pool: IdentityPoolID
  /// The identity named.
  package var identity: IdentityID
  /// The developer's user, who leaves the identity.
  package var user: Login
  /// The service's clock.
  package var now: Timestamp

  /// Creates a request from its parts.
  package init(pool: IdentityPoolID, identity: IdentityID, user: Login, now: Timestamp) {
    self.pool = pool
    self.identity = identity
    self.user = user
    self.now = now
  }
}
