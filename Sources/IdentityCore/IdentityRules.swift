package import SyncCore

/// The decisions of an identity pool about who somebody is (cognito-sync.md 3.5).
///
/// Logins given to these functions are valid already: their tokens have been checked.
package struct IdentityRules: Sendable {
  /// The pool that is asked.
  package let pool: IdentityPool

  /// Logins an identity may have at most.
  package static let maximumLogins = 20

  /// Creates the rules of `pool`.
  package init(pool: IdentityPool) { self.pool = pool }

  /// Decides GetId: a new guest for nobody, a new identity for unknown logins, else the owner of
  /// the logins, to whom the others are linked; several owners are merged.
  ///
  /// - Parameters:
  ///   - owners: The identities to whom at least one of `logins` is linked.
  ///   - candidate: The id a new identity gets.
  package func identify(
    by logins: Set<Login>, owners: [Identity], candidate: IdentityID, at now: Timestamp
  ) throws(IdentityError) -> IdentityChange {
    guard logins.isEmpty || !owners.isEmpty else {
      return try create(candidate, logins: logins, at: now)
    }
    guard !logins.isEmpty else {
      guard pool.configuration.allowsGuests else { throw .guestsNotAllowed }
      return try create(candidate, logins: [], at: now)
    }
    return try unite(owners, linking: logins, at: now)
  }

  /// Decides who gets credentials or a token for `identity`: guests as they are, everybody else by
  /// a linked login, linking further ones and merging where the logins belong to others.
  ///
  /// - Parameters:
  ///   - identity: The enabled identity, or where the disabled one that was asked for ended up.
  ///   - requested: The identity that was asked for.
  ///   - owners: The identities to whom at least one of `logins` is linked.
  package func authorize(
    _ identity: Identity, requested: IdentityID, by logins: Set<Login>, owners: [Identity],
    at now: Timestamp
  ) throws(IdentityError) -> IdentityChange {
    guard !logins.isEmpty else {
      guard identity.id == requested, identity.state == .enabled, !identity.isAuthenticated else {
        throw .forbidden(requested)
      }
      guard pool.configuration.allowsGuests else { throw .guestsNotAllowed }
      return IdentityChange(identity: identity, changed: [], merges: [])
    }
    // A guest is known by its id alone. Anybody else has to show one of their own logins: else
    // the owner of any login could take over an identity by naming it.
    let isOwnGuest = identity.id == requested && !identity.isAuthenticated
    guard isOwnGuest || owners.contains(where: { $0.id == identity.id }) else {
      throw .loginsDoNotMatch
    }
    let others = owners.filter { $0.id != identity.id }
    return try unite([identity] + others, linking: logins, at: now)
  }

  private func create(
    _ id: IdentityID, logins: Set<Login>, at now: Timestamp
  ) throws(IdentityError) -> IdentityChange {
    try check(logins)
    let identity = Identity(
      id: id, pool: pool.id, logins: logins, created: now, lastModified: now)
    return IdentityChange(identity: identity, changed: [identity], merges: [])
  }

  private func unite(
    _ identities: [Identity], linking logins: Set<Login>, at now: Timestamp
  ) throws(IdentityError) -> IdentityChange {
    let ranked = identities.sorted(by: Self.isParent)
    guard var parent = ranked.first else {
      preconditionFailure("Logins are united only under an identity.")
    }
    let all = ranked.reduce(logins) { $0.union($1.logins) }
    try check(all)
    guard all != parent.logins || ranked.count > 1 else {
      return IdentityChange(identity: parent, changed: [], merges: [])
    }
    parent.logins = all
    parent.lastModified = now
    let sources = ranked.dropFirst().map { source in
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
