import GRDB
package import IdentityCore
package import SyncCore

extension SQLiteServerStore {
  /// Returns an identity, disabled ones too.
  package func identity(_ id: IdentityID) async throws(StoreError) -> Identity {
    try await readBriefly { database in try Self.identity(id, database) }
  }

  /// Returns the identities of a pool in the order of their ids.
  package func identities(
    of pool: IdentityPoolID, after last: IdentityID?, limit: Int, hidingDisabled: Bool
  ) async throws(StoreError) -> IdentitiesPage {
    try await read { database in
      try PoolRow.require(pool, database)
      let ids = try IdentityRow.ids(
        in: pool, after: last, count: limit + 1, hidingDisabled: hidingDisabled, database)
      return IdentitiesPage(
        found: try ids.compactMap { try IdentityRow.fetch($0, database) }, limit: limit)
    }
  }

  /// Deletes identities with everything that hangs on them.
  @discardableResult
  package func deleteIdentities(
    _ ids: Set<IdentityID>
  ) async throws(StoreError) -> Set<IdentityID> {
    try await publish { database in
      let unknown = try ids.filter { try IdentityRow.number(of: $0, database) == nil }
      for id in ids { try IdentityRow.delete(id, database) }
      return (unknown, IdentityNews(ended: ids))
    }
  }

  /// Returns the identity for the logins, made, linked or merged as needed.
  package func identify(_ request: IdentifyRequest) async throws(StoreError) -> Identity {
    try await publish { database in
      let rules = IdentityRules(pool: try PoolRow.fetch(request.pool, database))
      let owners = try IdentityRow.owners(of: request.logins, in: request.pool, database)
      guard try !owners.isEmpty || IdentityRow.isFree(request.candidate, database) else {
        throw StoreError.identity(.identityIdentifierTaken(request.candidate))
      }
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
          parent, requested: request.identity, by: request.logins, proof: request.proof,
          owners: owners, at: request.now)
      }
      return try Self.apply(change, at: request.now, database)
    }
  }

  /// Takes logins away from an identity.
  package func unlink(_ request: UnlinkRequest) async throws(StoreError) {
    _ = try await publish { database in
      let identity = try Self.identity(request.identity, database)
      let rules = IdentityRules(pool: try PoolRow.fetch(identity.pool, database))
      let change = try Self.decide { () throws(IdentityError) in
        try rules.unlink(
          request.providers, from: identity, by: request.logins, proof: request.proof,
          at: request.now)
      }
      return try Self.apply(change, at: request.now, database)
    }
  }

  /// Remembers the built-in provider's issuer and renames it where it is mentioned.
  @discardableResult
  package func adoptIssuer(_ issuer: String) async throws(StoreError) -> String? {
    try await write { database in
      let before = try MetaRow.value(of: .issuer, database)
      guard before != issuer else { return before }
      try MetaRow.set(.issuer, to: issuer, database)
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

  static func identity(_ id: IdentityID, _ database: Database) throws -> Identity {
    guard let identity = try IdentityRow.fetch(id, database) else {
      throw StoreError.identity(.identityNotFound(id))
    }
    return identity
  }

  /// Returns what the rules decide, or fails as they do.
  static func decide<Decision>(
    _ decision: () throws(IdentityError) -> Decision
  ) throws(StoreError) -> Decision {
    do {
      return try decision()
    } catch {
      throw .identity(error)
    }
  }

  /// Stores what was decided; returns whom to answer with and which datasets changed.
  static func apply(
    _ change: IdentityChange, at now: Timestamp, _ database: Database
  ) throws -> (Identity, IdentityNews) {
    for identity in change.changed { try IdentityRow.save(identity, database) }
    let changes = try change.merges.flatMap { merge in
      try MergedDatasets.move(merge, in: change.identity.pool, at: now, database)
    }
    return (change.identity, IdentityNews(changes: changes, ended: change.ended))
  }
}
