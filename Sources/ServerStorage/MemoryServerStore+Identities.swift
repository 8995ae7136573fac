package import IdentityCore
package import SyncCore

extension MemoryServerStore {
  /// Adds a pool.
  package func create(_ pool: IdentityPool) throws(StoreError) {
    guard pools[pool.id] == nil else { throw .identity(.poolIdentifierTaken(pool.id)) }
    pools[pool.id] = pool
  }

  /// Returns a pool.
  package func pool(_ id: IdentityPoolID) throws(StoreError) -> IdentityPool {
    guard let pool = pools[id] else { throw .identity(.poolNotFound(id)) }
    return pool
  }

  /// Returns the game's pool, which is `candidate` if there was none.
  package func gamePool(orCreate candidate: IdentityPool) throws(StoreError) -> IdentityPool {
    if let gamePoolID { return try pool(gamePoolID) }
    try create(candidate)
    gamePoolID = candidate.id
    return candidate
  }

  /// Returns an identity, disabled ones too.
  package func identity(_ id: IdentityID) throws(StoreError) -> Identity {
    guard let identity = identities[id] else { throw .identity(.identityNotFound(id)) }
    return identity
  }

  /// Returns the identity for the logins, made, linked or merged as needed.
  package func identify(_ request: IdentifyRequest) throws(StoreError) -> Identity {
    let rules = IdentityRules(pool: try pool(request.pool))
    let owners = owners(of: request.logins, in: request.pool)
    guard !owners.isEmpty || identities[request.candidate] == nil else {
      throw .identity(.identityIdentifierTaken(request.candidate))
    }
    do {
      let change = try rules.identify(
        by: request.logins, owners: owners, candidate: request.candidate, at: request.now)
      return apply(change, at: request.now)
    } catch {
      throw .identity(error)
    }
  }

  /// Returns the identity to give credentials for, linked or merged as needed.
  package func authorize(_ request: AuthorizeRequest) throws(StoreError) -> Identity {
    let requested = try identity(request.identity)
    let rules = IdentityRules(pool: try pool(requested.pool))
    do {
      let change = try rules.authorize(
        parent(of: requested), requested: request.identity, by: request.logins,
        owners: owners(of: request.logins, in: requested.pool), at: request.now)
      return apply(change, at: request.now)
    } catch {
      throw .identity(error)
    }
  }

  /// Remembers the built-in provider's issuer and renames it where it is mentioned.
  @discardableResult
  package func adoptIssuer(_ issuer: String) throws(StoreError) -> String? {
    let before = self.issuer
    self.issuer = issuer
    guard let before, before != issuer else { return before }
    let old = Login.provider(ofIssuer: before)
    let new = Login.provider(ofIssuer: issuer)
    for id in pools.keys {
      pools[id]?.configuration.renameOpenIDConnectProvider(from: old, to: new)
    }
    for identity in identities.values.sorted(by: { $0.id.rawValue < $1.id.rawValue }) {
      guard let login = identity.logins.first(where: { $0.provider == old }) else { continue }
      let renamed = Login(provider: new, user: login.user)
      guard owners(of: [renamed], in: identity.pool).isEmpty,
        !identity.logins.contains(where: { $0.provider == new })
      else { continue }
      identities[identity.id]?.logins.remove(login)
      identities[identity.id]?.logins.insert(renamed)
    }
    return before
  }

  private func owners(of logins: Set<Login>, in pool: IdentityPoolID) -> [Identity] {
    identities.values.filter { $0.pool == pool && !$0.logins.isDisjoint(with: logins) }
  }

  private func apply(_ change: IdentityChange, at now: Timestamp) -> Identity {
    for identity in change.changed { identities[identity.id] = identity }
    for merge in change.merges { move(merge, in: change.identity.pool, at: now) }
    return change.identity
  }
}
