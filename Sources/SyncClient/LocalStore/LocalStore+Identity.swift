import GRDB
package import RequestSigning
package import SyncCore

/// The identity of this device for one pool and what proves it, as they are remembered
/// (cognito-sync.md 6.4).
package struct CachedIdentity: Hashable, Sendable {
  /// The identity.
  package var identity: IdentityID
  /// Whether a login has been accepted for it; else it is a guest's and lives only here.
  package var isAuthenticated: Bool
  /// The keys obtained last, if they were not discarded.
  package var credentials: SessionCredentials?

  /// Creates an entry.
  package init(
    identity: IdentityID, isAuthenticated: Bool, credentials: SessionCredentials? = nil
  ) {
    self.identity = identity
    self.isAuthenticated = isAuthenticated
    self.credentials = credentials
  }
}

/// Keys that sign requests for one identity until they expire.
package struct SessionCredentials: Hashable, Sendable {
  /// The keys.
  package var signing: SigningCredentials
  /// The service's clock at which they end.
  package var expiration: Timestamp

  /// Creates keys with an end.
  package init(signing: SigningCredentials, expiration: Timestamp) {
    self.signing = signing
    self.expiration = expiration
  }
}

extension LocalStore {
  var identityKey: String { "\(pool).identityId" }
  private var authenticatedKey: String { "\(pool).isAuthenticated" }
  private var accessKey: String { "\(pool).accessKey" }
  private var secretKey: String { "\(pool).secretKey" }
  private var tokenKey: String { "\(pool).sessionToken" }
  private var expirationKey: String { "\(pool).expirationDate" }

  /// Returns the identity of this device, or nothing before the first one.
  package func cachedIdentity() throws(StoreError) -> CachedIdentity? {
    try read { try cachedIdentity(in: $0) }
  }

  /// Remembers credentials for the identity of this device; they are dropped if it is another.
  package func save(
    _ credentials: SessionCredentials?, isAuthenticated: Bool, for identity: IdentityID
  ) throws(StoreError) {
    try write { database in
      guard try meta(identityKey, in: database) == identity.rawValue else {
        throw StoreError.identityRace
      }
      try save(credentials, in: database)
      if isAuthenticated { try setMeta(authenticatedKey, to: "1", in: database) }
    }
  }

  /// Forgets credentials, and with `identity` also whom they were for.
  package func forget(identity: Bool) throws(StoreError) {
    try write { try forget(identity: identity, in: $0) }
  }

  /// Makes `new` the identity of this device, moving rows as the cause demands, and puts it on
  /// the disk itself: a guest's identity exists nowhere else.
  ///
  /// - Parameters:
  ///   - old: The identity the caller replaces; another one found here is an `identityRace`, unless
  ///     it is already `new`.
  ///   - policy: Decides about keys on both sides.
  package func adopt(
    _ new: CachedIdentity, replacing old: IdentityID?, cause: IdentityChange.Cause,
    _ policy: MergePolicy = .newerDeviceDate, at moment: Timestamp
  ) throws(StoreError) -> IdentityChange? {
    let change: IdentityChange? = try write { database in
      let present = try meta(identityKey, in: database)
      guard present != new.identity.rawValue else {
        try save(new.credentials, in: database)
        if new.isAuthenticated { try setMeta(authenticatedKey, to: "1", in: database) }
        return nil
      }
      guard present == old?.rawValue else { throw StoreError.identityRace }
      let unmoved = try reparent(
        to: new.identity, from: old, cause: cause, policy, at: moment, in: database)
      try setMeta(identityKey, to: new.identity.rawValue, in: database)
      try setMeta(authenticatedKey, to: new.isAuthenticated ? "1" : nil, in: database)
      try save(new.credentials, in: database)
      try forgetDevices(in: database)
      return IdentityChange(old: old, new: new.identity, cause: cause, unmovedDatasets: unmoved)
    }
    if change != nil { try flush() }
    return change
  }

  /// Ends what `forget` ends, and decides in the same transaction what becomes of the user's rows.
  ///
  /// - Returns: What was not uploaded; unless `choice` is `refuse` and there is something, the
  ///   user is signed out then. Nothing when nobody is signed in.
  package func signOut(_ choice: SignOutChoice) throws(StoreError) -> PendingChanges? {
    try write { database in
      guard let cached = try cachedIdentity(in: database), cached.isAuthenticated else {
        return nil
      }
      let pending = try pendingChanges(in: nil, of: cached.identity.rawValue, database)
      if choice == .refuse, !pending.isEmpty { return pending }
      if choice == .discard { try wipe(cached.identity, in: database) }
      try forget(identity: true, in: database)
      return pending
    }
  }

  /// Drops all rows of one identity.
  package func wipe(_ identity: IdentityID) throws(StoreError) {
    try write { try wipe(identity, in: $0) }
  }

  /// Drops all rows of all identities, and the cached identity with its credentials.
  package func wipeAll() throws(StoreError) {
    try write { database in
      try database.execute(sql: "DELETE FROM record; DELETE FROM dataset; DELETE FROM journal;")
      try forgetDevices(in: database)
      try save(nil, in: database)
      try setMeta(identityKey, to: nil, in: database)
      try setMeta(authenticatedKey, to: nil, in: database)
    }
  }

  private func forget(identity: Bool, in database: Database) throws {
    try save(nil, in: database)
    guard identity else { return }
    try setMeta(identityKey, to: nil, in: database)
    try setMeta(authenticatedKey, to: nil, in: database)
    try forgetDevices(in: database)
  }

  private func wipe(_ identity: IdentityID, in database: Database) throws {
    for table in ["record", "dataset", "journal"] {
      try database.execute(
        sql: "DELETE FROM \(table) WHERE identity_id = ?", arguments: [identity.rawValue])
    }
    try forgetDevice(of: identity, in: database)
  }

  private func cachedIdentity(in database: Database) throws -> CachedIdentity? {
    guard let identity = try meta(identityKey, in: database).flatMap(IdentityID.init) else {
      return nil
    }
    var credentials: SessionCredentials?
    if let access = try meta(accessKey, in: database),
      let secret = try meta(secretKey, in: database),
      let token = try meta(tokenKey, in: database),
      let expiration = try meta(expirationKey, in: database).flatMap({ Int64($0) })
    {
      credentials = SessionCredentials(
        signing: SigningCredentials(
          accessKeyID: access, secretAccessKey: secret, sessionToken: token),
        expiration: Timestamp(milliseconds: expiration))
    }
    return CachedIdentity(
      identity: identity, isAuthenticated: try meta(authenticatedKey, in: database) != nil,
      credentials: credentials)
  }

  private func save(_ credentials: SessionCredentials?, in database: Database) throws {
    try setMeta(accessKey, to: credentials?.signing.accessKeyID, in: database)
    try setMeta(secretKey, to: credentials?.signing.secretAccessKey, in: database)
    try setMeta(tokenKey, to: credentials?.signing.sessionToken, in: database)
    let expiration = credentials.map { String($0.expiration.milliseconds) }
    try setMeta(expirationKey, to: expiration, in: database)
  }
}
