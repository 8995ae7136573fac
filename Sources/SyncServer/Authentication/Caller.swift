import IdentityTokens
import SyncCore

/// Who signed a request.
enum Caller: Hashable, Sendable {
  /// An identity with temporary credentials.
  case identity(SessionGrant)
  /// The owner of the service, with long-lived credentials of this account.
  case developer(account: String)

  /// The name under which this caller's writes are recorded (cognito-sync.md 8.1, S-035).
  var author: String {
    switch self {
    case .identity(let grant): grant.identity
    case .developer(let account): account
    }
  }

  /// The identity that called, or nothing for a developer.
  var identity: String? {
    switch self {
    case .identity(let grant): grant.identity
    case .developer: nil
    }
  }
}
