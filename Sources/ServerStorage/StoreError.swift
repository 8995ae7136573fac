package import IdentityCore
package import SyncCore

/// Why a store did not do what it was asked to.
package enum StoreError: Error, Hashable, Sendable {
  /// The dataset's rules forbid it.
  case ledger(LedgerError)
  /// The identity pool's rules forbid it.
  case identity(IdentityError)
  /// The accounts' rules forbid it.
  case account(AccountError)
  /// Devices or their subscriptions do not allow it.
  case push(PushError)
  /// The state of the pool's stream does not allow it.
  case stream(StreamError)
  /// The sync session has made its commit already (cognito-sync.md 2.6.4).
  case sessionSpent
  /// The storage itself does not work.
  case failure(StorageFailure)

  /// What happened and, where somebody can do something about it, what to do.
  package var message: String {
    switch self {
    case .ledger(let error): error.message
    case .identity(let error): error.message
    case .account(let error): error.message
    case .push(let error): error.message
    case .stream(let error): error.message
    case .sessionSpent: "SyncSessionToken not valid for these inputs"
    case .failure(let failure): failure.message
    }
  }
}
