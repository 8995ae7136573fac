import IdentityTokens
import SyncCore

/// Whose credentials an operation takes, whatever policies say (cognito-sync.md 2.4).
enum CallerRule: Hashable, Sendable {
  /// The identity itself, or the owner of the service.
  case ownIdentity(IdentityPoolID, IdentityID)
  /// The identity itself and nobody else.
  case identityOnly(IdentityPoolID, IdentityID)
  /// The owner of the service.
  case ownerOnly
  /// Everybody.
  case anyone

  /// Tells whether `caller` is one of them.
  func admits(_ caller: Caller) -> Bool {
    switch (self, caller) {
    case (.anyone, _), (.ownerOnly, .developer), (.ownIdentity, .developer): true
    case (.ownerOnly, .identity), (.identityOnly, .developer): false
    case (.ownIdentity(let pool, let identity), .identity(let grant)),
      (.identityOnly(let pool, let identity), .identity(let grant)):
      grant.pool == pool.rawValue && grant.identity == identity.rawValue
    }
  }
}
