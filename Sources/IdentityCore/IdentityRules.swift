package import SyncCore

/// The decisions of an identity pool about who somebody is (cognito-sync.md 3.5).
///
/// Logins given to these functions are valid already: their tokens have been checked. Each function
/// is one transaction of a store: it is given what is stored, and what it returns is stored whole.
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
  ///   - identity: The identity that was asked for, or where the merged one ended up.
  ///   - requested: The identity that was asked for.
  ///   - proof: What one of the service's own tokens among the logins proves.
  ///   - owners: The identities to whom at least one of `logins` is linked.
  package func authorize(
    _ identity: Identity, requested: IdentityID, by logins: Set<Login>,
    proof: IdentityProof? = nil, owners: [Identity], at now: Timestamp
  ) throws(IdentityError) -> IdentityChange {
    guard proof == nil || proof?.identity == requested else { throw .forbidden(requested) }
    let isItself = identity.id == requested && identity.state == .enabled
    let isProven = isItself && identity.isAuthenticated && proof?.isAuthenticated == true
    guard !logins.isEmpty else {
      guard isProven || (isItself && !identity.isAuthenticated) else { throw .forbidden(requested) }
      guard isProven || pool.configuration.allowsGuests else { throw .guestsNotAllowed }
      return IdentityChange(identity: identity, changed: [], merges: [])
    }
    guard identity.state == .enabled else { throw .forbidden(requested) }
    // A guest is known by its id alone. Anybody else has to show one of their own logins: else
    // the owner of any login could take over an identity by naming it.
    let isOwnGuest = isItself && !identity.isAuthenticated
    guard isOwnGuest || isProven || owners.contains(where: { $0.id == identity.id }) else {
      throw .loginsDoNotMatch
    }
    let others = owners.filter { $0.id != identity.id }
    return try unite([identity] + others, linking: logins, at: now)
  }
}
