package import IdentityCore
import SyncCore

extension MemoryServerStore {
  /// Returns the identity of a developer's user, made, linked or merged as needed.
  package func identify(_ request: DeveloperIdentifyRequest) throws(StoreError) -> Identity {
    let rules = IdentityRules(pool: try pool(request.pool))
    var parent: Identity?
    if let id = request.identity { parent = self.parent(of: try identity(id)) }
    let owners = owners(of: request.logins.union([request.user]), in: request.pool)
    guard parent != nil || !owners.isEmpty || isFree(request.candidate) else {
      throw .identity(.identityIdentifierTaken(request.candidate))
    }
    let change = try Self.decide { () throws(IdentityError) in
      try rules.identify(
        developer: request.user, with: request.logins, identity: parent,
        requested: request.identity, owners: owners, candidate: request.candidate,
        at: request.now)
    }
    return apply(change, at: request.now)
  }

  /// Returns the identity of a developer's user, or the users of an identity.
  package func lookUpDeveloper(
    _ request: DeveloperLookUpRequest
  ) throws(StoreError) -> DeveloperUsersPage {
    let rules = IdentityRules(pool: try pool(request.pool))
    var named: Identity?
    if let id = request.identity { named = try identity(id) }
    let owner = request.user.flatMap { self.owner(ofDeveloper: $0, rules.pool) }
    return try Self.decide { () throws(IdentityError) in
      try rules.lookUp(
        identity: named, user: request.user, owner: owner, after: request.token,
        limit: request.limit)
    }
  }

  /// Merges the identities of two of the developer's users.
  package func mergeDevelopers(_ request: DeveloperMergeRequest) throws(StoreError) -> Identity {
    let rules = IdentityRules(pool: try pool(request.pool))
    let source = owner(ofDeveloper: request.source, rules.pool)
    let destination = owner(ofDeveloper: request.destination, rules.pool)
    let change = try Self.decide { () throws(IdentityError) in
      try rules.merge(
        developer: source, into: destination, provider: request.provider, at: request.now)
    }
    return apply(change, at: request.now)
  }

  /// Takes a developer's user away from an identity.
  package func unlinkDeveloper(_ request: DeveloperUnlinkRequest) throws(StoreError) {
    let rules = IdentityRules(pool: try pool(request.pool))
    let identity = try identity(request.identity)
    let owner = owners(of: [request.user], in: request.pool).first
    let change = try Self.decide { () throws(IdentityError) in
      try rules.unlink(developer: request.user, from: identity, owner: owner, at: request.now)
    }
    _ = apply(change, at: request.now)
  }

  private func owner(ofDeveloper user: String, _ pool: IdentityPool) -> Identity? {
    guard let provider = pool.configuration.developerProviderName else { return nil }
    return owners(of: [Login(provider: provider, user: user)], in: pool.id).first
  }
}
