package import IdentityCore
package import SyncCore

extension MemoryServerStore {
  /// Returns an identity, disabled ones too.
  package func identity(_ id: IdentityID) throws(StoreError) -> Identity {
    guard let identity = identities[id] else { throw .identity(.identityNotFound(id)) }
    return identity
  }

  /// Returns the identities of a pool in the order of their ids.
  package func identities(
    of pool: IdentityPoolID, after last: IdentityID?, limit: Int, hidingDisabled: Bool
  ) throws(StoreError) -> IdentitiesPage {
    try require(pool)
    let found = members(of: pool).filter { identity in
      (last.map { $0.rawValue < identity.id.rawValue } ?? true)
        && (identity.state == .enabled || !hidingDisabled)
    }
    return IdentitiesPage(found: found, limit: limit)
  }

  /// Deletes identities with everything that hangs on them.
  @discardableResult
  package func deleteIdentities(_ ids: Set<IdentityID>) throws(StoreError) -> Set<IdentityID> {
    let unknown = ids.filter { identities[$0] == nil }
    for id in ids { remove(id) }
    return unknown
  }

  /// Returns the identity for the logins, made, linked or merged as needed.
  package func identify(_ request: IdentifyRequest) throws(StoreError) -> Identity {
    let rules = IdentityRules(pool: try pool(request.pool))
    let owners = owners(of: request.logins, in: request.pool)
    guard !owners.isEmpty || isFree(request.candidate) else {
      throw .identity(.identityIdentifierTaken(request.candidate))
    }
    let change = try Self.decide { () throws(IdentityError) in
      try rules.identify(
        by: request.logins, owners: owners, candidate: request.candidate, at: request.now)
    }
    return apply(change, at: request.now)
  }

  /// Returns the identity to give credentials for, linked or merged as needed.
  package func authorize(_ request: AuthorizeRequest) throws(StoreError) -> Identity {
    let requested = try identity(request.identity)
    let rules = IdentityRules(pool: try pool(requested.pool))
    let parent = parent(of: requested)
    let owners = owners(of: request.logins, in: requested.pool)
    let change = try Self.decide { () throws(IdentityError) in
      try rules.authorize(
        parent, requested: request.identity, by: request.logins, proof: request.proof,
        owners: owners, at: request.now)
    }
    return apply(change, at: request.now)
  }

  /// Takes logins away from an identity.
  package func unlink(_ request: UnlinkRequest) throws(StoreError) {
    let identity = try identity(request.identity)
    let rules = IdentityRules(pool: try pool(identity.pool))
    let change = try Self.decide { () throws(IdentityError) in
      try rules.unlink(
        request.providers, from: identity, by: request.logins, proof: request.proof,
        at: request.now)
    }
    _ = apply(change, at: request.now)
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

  /// Returns where an identity ended up after all merges.
  func parent(of identity: Identity) -> Identity {
    guard let id = identity.mergedInto, let parent = identities[id] ?? retired[id] else {
      return identity
    }
    return self.parent(of: parent)
  }

  /// Deletes an identity and, unless it is disabled itself, all that ended up in it.
  func remove(_ id: IdentityID) {
    guard let identity = identities[id] else { return }
    guard let parent = identity.mergedInto else {
      let merged = identities.values.filter { self.parent(of: $0).id == id }
      for identity in merged { forget(identity) }
      return
    }
    for child in identities.values where child.mergedInto == id {
      identities[child.id]?.state = .disabled(mergedInto: parent)
    }
    forget(identity)
  }

  private func forget(_ identity: Identity) {
    let id = identity.id
    identities[id] = nil
    retired[id] = identity
    datasets[id] = nil
    removeDevices(of: id)
    queue.removeAll { $0.commit.dataset.identity == id }
    hub.finish([id])
  }

  /// Tells whether nobody has or had this id.
  func isFree(_ id: IdentityID) -> Bool { identities[id] == nil && retired[id] == nil }

  func owners(of logins: Set<Login>, in pool: IdentityPoolID) -> [Identity] {
    identities.values.filter { $0.pool == pool && !$0.logins.isDisjoint(with: logins) }
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

  /// Stores what was decided and returns whom to answer with.
  func apply(_ change: IdentityChange, at now: Timestamp) -> Identity {
    for identity in change.changed { identities[identity.id] = identity }
    for merge in change.merges { move(merge, in: change.identity.pool, at: now) }
    hub.finish(change.ended)
    return change.identity
  }

  /// Moves the datasets of a merged identity to its parent; its devices have to register anew.
  private func move(_ merge: IdentityChange.Merge, in pool: IdentityPoolID, at now: Timestamp) {
    removeDevices(of: merge.source)
    let places = MergedDatasetNames.places(
      for: existing(merge.source).map(\.name), of: merge.source,
      taken: Set(existing(merge.parent).map(\.name)))
    for (name, place) in places {
      let source = DatasetReference(pool: pool, identity: merge.source, name: name)
      let target = DatasetReference(pool: pool, identity: merge.parent, name: place)
      // The parent may remember a deleted dataset whose count has to go on.
      var ledger = self.ledger(target)
      ledger.adopt(self.ledger(source), at: now)
      keep(ledger, of: target)
      datasets[merge.source]?[name] = nil
      hub.publish([DatasetChange(dataset: target, syncCount: ledger.state.syncCount)])
    }
  }
}
