import SyncCore

extension IdentityRules {
  func create(
    _ id: IdentityID, logins: Set<Login>, at now: Timestamp
  ) throws(IdentityError) -> IdentityChange {
    try check(logins)
    let identity = Identity(
      id: id, pool: pool.id, logins: logins, created: now, lastModified: now)
    return IdentityChange(identity: identity, changed: [identity], merges: [])
  }

  /// Links `logins` to one of `identities` and merges the others into it (cognito-sync.md 3.5,
  /// "Merge S into P").
  ///
  /// - Parameter parent: The identity that takes over; the foremost by rank if left out.
  func unite(
    _ identities: [Identity], linking logins: Set<Login>, under parent: IdentityID? = nil,
    at now: Timestamp
  ) throws(IdentityError) -> IdentityChange {
    let ranked = identities.sorted(by: Self.isParent)
    guard var parent = ranked.first(where: { $0.id == parent }) ?? ranked.first else {
      preconditionFailure("Logins are united only under an identity.")
    }
    let all = ranked.reduce(logins) { $0.union($1.logins) }
    try check(all)
    guard all != parent.logins || ranked.count > 1 else {
      return IdentityChange(identity: parent, changed: [], merges: [])
    }
    parent.logins = all
    parent.lastModified = now
    let sources = ranked.filter { $0.id != parent.id }.map { source in
      var source = source
      source.logins = []
      source.state = .disabled(mergedInto: parent.id)
      source.lastModified = now
      return source
    }
    return IdentityChange(
      identity: parent, changed: sources + [parent],
      merges: sources.map { IdentityChange.Merge(source: $0.id, parent: parent.id) })
  }

  /// Takes `logins` away from an identity, which is closed when none is left.
  func detach(_ logins: Set<Login>, from identity: Identity, at now: Timestamp) -> IdentityChange {
    guard !identity.logins.isDisjoint(with: logins) else {
      return IdentityChange(identity: identity, changed: [], merges: [])
    }
    var identity = identity
    identity.logins.subtract(logins)
    identity.lastModified = now
    if identity.logins.isEmpty { identity.state = .closed }
    return IdentityChange(identity: identity, changed: [identity], merges: [])
  }

  /// Tells which of two identities takes over the other: the authenticated one, else the one
  /// created first, which most likely has more data.
  private static func isParent(_ left: Identity, _ right: Identity) -> Bool {
    guard left.isAuthenticated == right.isAuthenticated else { return left.isAuthenticated }
    return (left.created.milliseconds, left.id.rawValue)
      < (right.created.milliseconds, right.id.rawValue)
  }

  private func check(_ logins: Set<Login>) throws(IdentityError) {
    guard logins.count <= Self.maximumLogins else {
      throw .tooManyLogins(most: Self.maximumLogins)
    }
    var providers = Set<String>()
    for login in logins.sorted()
    where login.provider != pool.configuration.developerProviderName {
      guard providers.insert(login.provider).inserted else {
        throw .secondUser(ofProvider: login.provider)
      }
    }
  }
}
