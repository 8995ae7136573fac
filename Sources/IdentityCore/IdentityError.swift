package import SyncCore

/// Why the identity service refused a request (cognito-sync.md 3.4 to 3.8).
package enum IdentityError: Error, Hashable, Sendable {
  /// No pool has this id.
  case poolNotFound(IdentityPoolID)
  /// No identity has this id.
  case identityNotFound(IdentityID)
  /// A pool with this id exists already.
  case poolIdentifierTaken(IdentityPoolID)
  /// An identity with this id exists already.
  case identityIdentifierTaken(IdentityID)
  /// The pool has no guests.
  case guestsNotAllowed
  /// The identity is disabled, or needs a login and got none.
  case forbidden(IdentityID)
  /// None of the valid logins belongs to the identity.
  case loginsDoNotMatch
  /// The pool does not know the provider of a login.
  case providerNotSupported
  /// The identity would have two users of this public provider.
  case secondUser(ofProvider: String)
  /// The identity would have more logins than `most`.
  case tooManyLogins(most: Int)

  /// The pool has no developer provider of this name, or the name was not given exactly once.
  case developerProvider
  /// Nobody is linked to the developer's user.
  case developerUserNotFound
  /// The developer's user belongs to another identity than the one named.
  case developerUserMismatch
  /// The developer's user is linked to another identity and cannot be linked to this one.
  case developerUserRegistered
  /// Neither an identity nor a developer's user was named.
  case nothingToLookUp
  /// A page token that this service did not give out.
  case pageToken

  /// The name of a pool's developer provider cannot change.
  case developerProviderFixed
  /// The name of a pool's developer provider is a login key of somebody else.
  case developerProviderTaken(String)
  /// The names of a pool's providers are longer than `mostBytes` together.
  case providerNamesTooLong(mostBytes: Int)
  /// A pool has more user pools than `most`.
  case tooManyUserPools(most: Int)
  /// A pool would have more labels than `most`.
  case tooManyTags(most: Int)

  /// The pool's owner switched the basic flow off.
  case classicFlowDisabled
  /// The pool maps roles, which the basic flow cannot.
  case classicFlowWithMappings
  /// The pool has no role for such an identity.
  case rolesNotConfigured
  /// The role asked for is none of those the caller may have.
  case roleNotAllowed
  /// No role follows from the token, and the pool wants a refusal then.
  case roleAmbiguous
  /// A role mapping cannot be, for this reason.
  case roleMapping(String)
  /// A map of principal tags is beyond the limits, for this reason.
  case tagMap(String)
}

extension IdentityError {
  /// What the wire distinguishes.
  package enum Kind: Hashable, Sendable {
    /// A pool, an identity or a user is missing.
    case notFound
    /// The caller has not shown the right to do this.
    case notAuthorized
    /// The request contradicts what is stored.
    case conflict
    /// A quota is used up.
    case limitExceeded
    /// The request cannot be meant.
    case invalidParameter
    /// A developer's user belongs to another identity.
    case developerUserRegistered
    /// The pool's owner has to repair its roles.
    case invalidPoolConfiguration
  }

  /// What the wire distinguishes.
  package var kind: Kind {
    switch self {
    case .poolNotFound, .identityNotFound, .developerUserNotFound: .notFound
    case .guestsNotAllowed, .forbidden, .loginsDoNotMatch, .providerNotSupported,
      .roleNotAllowed, .roleAmbiguous:
      .notAuthorized
    case .poolIdentifierTaken, .identityIdentifierTaken, .secondUser, .developerUserMismatch:
      .conflict
    case .tooManyLogins, .tooManyUserPools, .providerNamesTooLong: .limitExceeded
    case .developerProvider, .nothingToLookUp, .pageToken, .developerProviderFixed,
      .developerProviderTaken, .tooManyTags, .classicFlowDisabled, .classicFlowWithMappings,
      .tagMap,
      .roleMapping:
      .invalidParameter
    case .developerUserRegistered: .developerUserRegistered
    case .rolesNotConfigured: .invalidPoolConfiguration
    }
  }
}
