package import IdentityCore
package import SyncCore

/// One GetId whose logins have been validated (cognito-sync.md 3.5).
package struct IdentifyRequest: Hashable, Sendable {
  /// The pool that is asked.
  package var pool: IdentityPoolID
  /// The users somebody has proved to be.
  package var logins: Set<Login>
  /// The id of the identity, should a new one be made.
  package var candidate: IdentityID
  /// The service's clock.
  package var now: Timestamp

  /// Creates a request from its parts.
  package init(
    pool: IdentityPoolID, logins: Set<Login>, candidate: IdentityID, now: Timestamp
  ) {
    self.pool = pool
    self.logins = logins
    self.candidate = candidate
    self.now = now
  }
}

/// One GetCredentialsForIdentity or GetOpenIdToken whose logins have been validated
/// (cognito-sync.md 3.5).
package struct AuthorizeRequest: Hashable, Sendable {
  /// The identity that is asked for.
  package var identity: IdentityID
  /// The users somebody has proved to be.
  package var logins: Set<Login>
  /// What one of the service's own tokens among the logins proves.
  package var proof: IdentityProof?
  /// The service's clock.
  package var now: Timestamp

  /// Creates a request from its parts.
  package init(
    identity: IdentityID, logins: Set<Login>, proof: IdentityProof? = nil, now: Timestamp
  ) {
    self.identity = identity
    self.logins = logins
    self.proof = proof
    self.now = now
  }
}

/// One UnlinkIdentity whose logins have been validated (cognito-sync.md 3.5).
package struct UnlinkRequest: Hashable, Sendable {
  /// The identity that is asked for.
  package var identity: IdentityID
  /// The login keys to remove.
  package var providers: Set<String>
  /// The users somebody has proved to be.
  package var logins: Set<Login>
  /// What one of the service's own tokens among the logins proves.
  package var proof: IdentityProof?
  /// The service's clock.
  package var now: Timestamp

  /// Creates a request from its parts.
  package init(
    identity: IdentityID, providers: Set<String>, logins: Set<Login>,
    proof: IdentityProof? = nil, now: Timestamp
  ) {
    self.identity = identity
    self.providers = providers
    self.logins = logins
    self.proof = proof
    self.now = now
  }
}
