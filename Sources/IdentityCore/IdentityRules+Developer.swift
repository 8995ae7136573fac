package import SyncCore

/// Users whom the pool owner's backend vouches for (cognito-sync.md 3.6). They are logins whose
/// provider is the pool's developer provider; an identity may have several.
extension IdentityRules {
  /// Decides GetOpenIdTokenForDeveloperIdentity: the identity of the user, who is linked to the
  /// identity named or to a new one if unknown; further logins are linked or merged.
  ///
  /// - Parameters:
  ///   - logins: Valid logins of public providers in the same call.
  ///   - identity: The identity named, or where it ended up after merges.
  ///   - requested: The identity named.
  ///   - owners: The identities to whom the user or at least one of `logins` is linked.
  ///   - candidate: The id a new identity gets.
  package func identify(
    developer user: Login, with logins: Set<Login> = [], identity: Identity?,
    requested: IdentityID?, owners: [Identity], candidate: IdentityID, at now: Timestamp
  ) throws(IdentityError) -> IdentityChange {
    try check(developer: user)
    let all = logins.union([user])
    guard let identity, let requested else {
      guard !owners.isEmpty else { return try create(candidate, logins: all, at: now) }
      return try unite(owners, linking: all, at: now)
    }
    guard identity.pool == pool.id else { throw .identityNotFound(requested) }
    let owner = owners.first { $0.logins.contains(user) }
    guard owner == nil || owner?.id == identity.id else { throw .developerUserRegistered }
    // What was merged or closed is opened by nobody's name alone: the user must be there already.
    guard identity.state == .enabled, owner != nil || identity.id == requested else {
      throw .forbidden(requested)
    }
    let others = owners.filter { $0.id != identity.id }
    return try unite([identity] + others, linking: all, at: now)
  }

  /// Decides MergeDeveloperIdentities: the destination takes over the source; nothing happens if
  /// that was done before.
  ///
  /// - Parameters:
  ///   - source: The identity to whom the source user is linked.
  ///   - destination: The identity to whom the destination user is linked.
  package func merge(
    developer source: Identity?, into destination: Identity?, provider: String, at now: Timestamp
  ) throws(IdentityError) -> IdentityChange {
    try check(developerProvider: provider)
    guard let source, let destination else { throw .developerUserNotFound }
    guard source.id != destination.id else {
      return IdentityChange(identity: destination, changed: [], merges: [])
    }
    return try unite([source, destination], linking: [], under: destination.id, at: now)
  }

  /// Decides LookupDeveloperIdentity: the identity of a user, or the users of an identity page by
  /// page, or whether both belong together.
  ///
  /// - Parameters:
  ///   - identity: The identity named, as it is stored.
  ///   - user: The user named, without the provider.
  ///   - owner: The identity to whom the user is linked.
  ///   - token: Where the page begins: what an earlier page ended with.
  ///   - limit: Users on a page at most.
  package func lookUp(
    identity: Identity?, user: String?, owner: Identity?, after token: String?, limit: Int
  ) throws(IdentityError) -> DeveloperUsersPage {
    guard let provider = pool.configuration.developerProviderName else { throw .developerProvider }
    if let identity, identity.pool != pool.id { throw .identityNotFound(identity.id) }
    switch (identity, user) {
    case (nil, nil): throw .nothingToLookUp
    case (let identity?, nil):
      return try DeveloperUsersPage(
        of: identity, provider: provider, after: token, limit: limit)
    case (let identity, let user?):
      guard identity == nil || owner == nil || owner?.id == identity?.id else {
        throw .developerUserMismatch
      }
      guard let owner else {
        throw identity == nil ? .developerUserNotFound : .developerUserMismatch
      }
      return DeveloperUsersPage(identity: owner.id, users: [user], nextToken: nil)
    }
  }

  /// Refuses a user of any other provider than the pool's developer provider.
  func check(developer user: Login) throws(IdentityError) {
    try check(developerProvider: user.provider)
  }

  private func check(developerProvider provider: String) throws(IdentityError) {
    guard provider == pool.configuration.developerProviderName else { throw .developerProvider }
  }
}
