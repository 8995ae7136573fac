import GRDB
package import IdentityCore
package import SyncCore

extension SQLiteServerStore {
  private enum Meta: String {
    case gamePool = "game-pool"
    case issuer
  }

  /// Adds a pool.
  package func create(_ pool: IdentityPool) async throws(StoreError) {
    try await write { database in try PoolRow.insert(pool, database) }
  }

  /// Returns a pool.
  package func pool(_ id: IdentityPoolID) async throws(StoreError) -> IdentityPool {
    try await read { database in try PoolRow.fetch(id, database) }
  }

  /// Returns the game's pool, which is `candidate` if there was none.
  package func gamePool(
    orCreate candidate: IdentityPool
  ) async throws(StoreError) -> IdentityPool {
    try await write { database in
      if let id = try Self.value(of: .gamePool, database).flatMap(IdentityPoolID.init) {
        return try PoolRow.fetch(id, database)
      }
      try PoolRow.insert(candidate, database)
      try Self.set(.gamePool, to: candidate.id.rawValue, database)
      return candidate
    }
  }

  /// Returns an identity, disabled ones too.
  package func identity(_ id: IdentityID) async throws(StoreError) -> Identity {
    try await read { database in try Self.identity(id, database) }
  }

  /// Returns the identity for the logins, made, linked or merged as needed.
  package func identify(_ request: IdentifyRequest) async throws(StoreError) -> Identity {
    try await publish { database in
      let rules = IdentityRules(pool: try PoolRow.fetch(request.pool, database))
      let owners = try IdentityRow.owners(of: request.logins, in: request.pool, database)
      guard try !owners.isEmpty || IdentityRow.number(of: request.candidate, database) == nil
      else { throw StoreError.identity(.identityIdentifierTaken(request.candidate)) }
      let change = try Self.decide { () throws(IdentityError) in
        try rules.identify(
          by: request.logins, owners: owners, candidate: request.candidate, at: request.now)
      }
      return try Self.apply(change, at: request.now, database)
    }
  }

  /// Returns the identity to give credentials for, linked or merged as needed.
  package func authorize(_ request: AuthorizeRequest) async throws(StoreError) -> Identity {
    try await publish { database in
      let requested = try Self.identity(request.identity, database)
      let rules = IdentityRules(pool: try PoolRow.fetch(requested.pool, database))
      let parent = try IdentityRow.parent(of: requested, database)
      let owners = try IdentityRow.owners(of: request.logins, in: requested.pool, database)
      let change = try Self.decide { () throws(IdentityError) in
        try rules.authorize(
          parent, requested: request.identity, by: request.logins, owners: owners,
          at: request.now)
      }
      return try Self.apply(change, at: request.now, database)
    }
  }

  /// Remembers the built-in provider's issuer and renames it where it is mentioned.
  @discardableResult
  package func adoptIssuer(_ issuer: String) async throws(StoreError) -> String? {
    try await write { database in
      let before = try Self.value(of: .issuer, database)
      guard before != issuer else { return before }
      try Self.set(.issuer, to: issuer, database)
      guard let before else { return nil }
      let old = Login.provider(ofIssuer: before)
      let new = Login.provider(ofIssuer: issuer)
      for var pool in try PoolRow.fetchAll(database) {
        pool.configuration.renameOpenIDConnectProvider(from: old, to: new)
        try PoolRow.saveSettings(of: pool, database)
      }
      try IdentityRow.renameProvider(from: old, to: new, database)
      return before
    }
  }

  private static func identity(_ id: IdentityID, _ database: Database) throws -> Identity {
    guard let identity = try IdentityRow.fetch(id, database) else {
      throw StoreError.identity(.identityNotFound(id))
    }
    return identity
  }

  private static func decide(
    _ decision: () throws(IdentityError) -> IdentityChange
  ) throws(StoreError) -> IdentityChange {
    do {
      return try decision()
    } catch {
      throw .identity(error)
    }
  }

  private static func apply(
    _ change: IdentityChange, at now: Timestamp, _ database: Database
  ) throws -> (Identity, [DatasetChange]) {
    for identity in change.changed { try IdentityRow.save(identity, database) }
    let changes = try change.merges.flatMap { merge in
      try MergedDatasets.move(merge, in: change.identity.pool, at: now, database)
    }
    return (change.identity, changes)
  }

  private static func value(of key: Meta, _ database: Database) throws -> String? {
    try database.first("SELECT value FROM meta WHERE key = ?", .text(key.rawValue)) { $0.text(0) }
  }

  private static func set(_ key: Meta, to value: String, _ database: Database) throws {
    try database.run(
      "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
      .text(key.rawValue), .text(value))
  }
}
