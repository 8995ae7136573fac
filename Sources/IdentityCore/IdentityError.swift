package import SyncCore

/// Why the identity service refused a request (cognito-sync.md 3.4, 3.5).
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

  /// What the wire distinguishes.
  package enum Kind: Hashable, Sendable {
    /// A pool or an identity is missing.
    case notFound
    /// The caller has not shown the right to do this.
    case notAuthorized
    /// The request contradicts what is stored.
    case conflict
    /// A quota is used up.
    case limitExceeded
  }

  /// What the wire distinguishes.
  package var kind: Kind {
    switch self {
    case .poolNotFound, .identityNotFound: .notFound
    case .guestsNotAllowed, .forbidden, .loginsDoNotMatch, .providerNotSupported: .notAuthorized
    case .poolIdentifierTaken, .identityIdentifierTaken, .secondUser: .conflict
    case .tooManyLogins: .limitExceeded
    }
  }

  /// The text clients see, as documented where it is.
  package var message: String {
    switch self {
    case .poolNotFound(let id): "IdentityPool '\(id)' not found."
    case .identityNotFound(let id): "Identity '\(id)' not found."
    case .poolIdentifierTaken(let id): "IdentityPool '\(id)' exists already."
    case .identityIdentifierTaken(let id): "Identity '\(id)' exists already."
    case .guestsNotAllowed:
      "Unauthenticated access is not supported for this identity pool."
    case .forbidden(let id): "Access to Identity '\(id)' is forbidden."
    case .loginsDoNotMatch:
      "Logins don't match. Please include at least one valid login for this identity or identity"
        + " pool."
    case .providerNotSupported:
      "Token is not from a supported provider of this identity pool."
    case .secondUser(let provider):
      "The identity is linked to another user of '\(provider)' already."
    case .tooManyLogins(let most): "An identity can have at most \(most) linked logins."
    }
  }
}
