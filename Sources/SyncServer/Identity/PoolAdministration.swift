import CognitoWire
import IdentityCore
import Logging
import ServerStorage
import SyncCore

/// Performs what only the owner of pools may: pools, their roles and their identities
/// (cognito-sync.md 3.3).
struct PoolAdministration: Sendable {
  let store: any ServerStore
  let roles: RoleDirectory
  let region: String
  let surroundings: Surroundings
  let logger: Logger

  /// Makes a pool with its default roles.
  func create(
    _ input: IdentityPoolConfiguration, now: Timestamp
  ) async throws(WireError) -> IdentityPool {
    guard let id = IdentityPoolID("\(region):\(surroundings.uniqueID())") else {
      throw WireError(.internalError, StoreError.internalMessage, in: .identity)
    }
    let pool = IdentityPool(id: id, configuration: input)
    try await stored { () throws(StoreError) in
      do throws(IdentityError) { try pool.check() } catch { throw StoreError.identity(error) }
      try await store.create(pool)
      try await roles.makeDefaultRoles()
    }
    return pool
  }

  /// Describes a pool.
  func describe(_ id: IdentityPoolID, now: Timestamp) async throws(WireError) -> IdentityPool {
    try await stored { () throws(StoreError) in try await store.pool(id) }
  }

  /// Replaces the configuration of a pool.
  func update(_ input: IdentityPool, now: Timestamp) async throws(WireError) -> IdentityPool {
    try await stored { () throws(StoreError) in
      try await store.change(input.id, by: .configuration(input.configuration))
    }
  }

  /// Deletes a pool with its identities and all they store.
  func delete(_ id: IdentityPoolID, now: Timestamp) async throws(WireError) -> NoOutput {
    try await stored { () throws(StoreError) in try await store.deletePool(id) }
    return NoOutput()
  }

  /// Lists a page of pools.
  func list(
    _ input: ListIdentityPools.Input, now: Timestamp
  ) async throws(WireError) -> ListIdentityPools.Output {
    let last = try position(input.nextToken, IdentityPoolID.init)
    let page = try await stored { () throws(StoreError) in
      try await store.pools(after: last, limit: input.pageSize)
    }
    return ListIdentityPools.Output(
      pools: page.pools.map { ListIdentityPools.PoolName($0) }, nextToken: page.next?.rawValue)
  }

  /// Returns the roles of a pool.
  func roles(
    of pool: IdentityPoolID, now: Timestamp
  ) async throws(WireError) -> GetIdentityPoolRoles.Output {
    let found = try await stored { () throws(StoreError) in try await roles.roles(of: pool) }
    return GetIdentityPoolRoles.Output(pool: pool, roles: found)
  }

  /// Replaces the roles of a pool.
  func setRoles(
    _ input: GetIdentityPoolRoles.Output, now: Timestamp
  ) async throws(WireError) -> NoOutput {
    try await stored { () throws(StoreError) in
      try await store.setRoles(input.roles, of: input.pool)
    }
    return NoOutput()
  }

  /// Lists a page of a pool's identities.
  func identities(
    _ input: ListIdentities.Input, now: Timestamp
  ) async throws(WireError) -> ListIdentities.Output {
    let last = try position(input.nextToken, IdentityID.init)
    let page = try await stored { () throws(StoreError) in
      try await store.identities(
        of: input.pool, after: last, limit: input.pageSize, hidingDisabled: input.hidesDisabled)
    }
    return ListIdentities.Output(
      pool: input.pool, identities: page.identities.map { IdentityDescription($0) },
      nextToken: page.next?.rawValue)
  }

  /// Describes an identity, a disabled one too.
  func identity(
    _ id: IdentityID, now: Timestamp
  ) async throws(WireError) -> IdentityDescription {
    IdentityDescription(
      try await stored { () throws(StoreError) in try await store.identity(id) })
  }

  /// Deletes identities with all they store, and returns those that are nobody's here: they are
  /// told apart from other accounts' by nothing.
  func deleteIdentities(
    _ ids: [IdentityID], now: Timestamp
  ) async throws(WireError) -> [DeleteIdentities.Unprocessed] {
    let unknown = try await stored { () throws(StoreError) in
      try await store.deleteIdentities(Set(ids))
    }
    return ids.filter(unknown.contains).map {
      DeleteIdentities.Unprocessed(identity: $0, reason: .accessDenied)
    }
  }

  /// Returns the last item of the page before, as its token names it.
  private func position<Position>(
    _ token: String?, _ read: (String) -> Position?
  ) throws(WireError) -> Position? {
    guard let token else { return nil }
    guard let position = read(token) else {
      throw StoreError.identity(.pageToken).refusal(in: .identity, logger: logger)
    }
    return position
  }

  private func stored<Value>(
    _ transaction: () async throws(StoreError) -> Value
  ) async throws(WireError) -> Value {
    do throws(StoreError) {
      return try await transaction()
    } catch { throw error.refusal(in: .identity, logger: logger) }
  }
}
