import GRDB
package import IdentityCore
import SyncCore

extension SQLiteServerStore {
  /// Returns the identity of a developer's user, made, linked or merged as needed.
  package func identify(
    _ request: DeveloperIdentifyRequest
  ) async throws(StoreError) -> Identity {
    try await publish { database in
      let rules = IdentityRules(pool: try PoolRow.fetch(request.pool, database))
      let parent = try request.identity.map { id in
        try IdentityRow.parent(of: Self.identity(id, database), database)
      }
      let owners = try IdentityRow.owners(
        of: request.logins.union([request.user]), in: request.pool, database)
      let isFree = try IdentityRow.isFree(request.candidate, database)
      guard parent != nil || !owners.isEmpty || isFree else {
        throw StoreError.identity(.identityIdentifierTaken(request.candidate))
      }
      let change = try Self.decide { () throws(IdentityError) in
        try rules.identify(
          developer: request.user, with: request.logins, identity: parent,
          requested: request.identity, owners: owners, candidate: request.candidate,
          at: request.now)
      }
      return try Self.apply(change, at: request.now, database)
    }
  }

  /// Returns the identity of a developer's user, or the users of an identity.
  package func lookUpDeveloper(
    _ request: DeveloperLookUpRequest
  ) async throws(StoreError) -> DeveloperUsersPage {
    try await read { database in
      let rules = IdentityRules(pool: try PoolRow.fetch(request.pool, database))
      let named = try request.identity.map { try Self.identity($0, database) }
      let owner = try request.user.flatMap { user in
        try Self.owner(ofDeveloper: user, rules.pool, database)
      }
      return try Self.decide { () throws(IdentityError) in
        try rules.lookUp(
          identity: named, user: request.user, owner: owner, after: request.token,
          limit: request.limit)
      }
    }
  }

  /// Merges the identities of two of the developer's users.
  package func mergeDevelopers(
    _ request: DeveloperMergeRequest
  ) async throws(StoreError) -> Identity {
    try await publish { database in
      let rules = IdentityRules(pool: try PoolRow.fetch(request.pool, database))
      let source = try Self.owner(ofDeveloper: request.source, rules.pool, database)
      let destination = try Self.owner(ofDeveloper: request.destination, rules.pool, database)
      let change = try Self.decide { () throws(IdentityError) in
        try rules.merge(
          developer: source, into: destination, provider: request.provider, at: request.now)
      }
      return try Self.apply(change, at: request.now, database)
    }
  }

  /// Takes a developer's user away from an identity.
  package func unlinkDeveloper(_ request: DeveloperUnlinkRequest) async throws(StoreError) {
    _ = try await publish { database in
      let rules = IdentityRules(pool: try PoolRow.fetch(request.pool, database))
      let identity = try Self.identity(request.identity, database)
      let owner = try IdentityRow.owners(
        of: [request.user], in: request.pool, database
      ).first
      let change = try Self.decide { () throws(IdentityError) in
        try rules.unlink(developer: request.user, from: identity, owner: owner, at: request.now)
      }
      return try Self.apply(change, at: request.now, database)
    }
  }

  private static func owner(
    ofDeveloper user: String, _ pool: IdentityPool, _ database: Database
  ) throws -> Identity? {
    guard let provider = pool.configuration.developerProviderName else { return nil }
    return try IdentityRow.owners(
      of: [Login(provider: provider, user: user)], in: pool.id, database
    ).first
  }
}
