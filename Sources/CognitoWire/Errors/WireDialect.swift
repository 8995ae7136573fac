/// The protocols on one port, which differ in routing and in how they say what went wrong.
package enum WireDialect: Hashable, Sendable {
  /// REST-JSON, as Cognito Sync speaks it.
  case sync
  /// JSON-RPC 1.1, as Cognito Identity speaks it.
  case identity
  /// REST-JSON, as Mobile Analytics speaks it (cognito-sync.md 5).
  case analytics

  /// The code for a violated constraint.
  package var violationCode: WireErrorCode {
    switch self {
    case .sync: .invalidParameter
    case .identity: .validation
    case .analytics: .badRequest
    }
  }

  /// The code for a body that cannot be read at all.
  package var malformedBodyCode: WireErrorCode {
    switch self {
    case .sync: .invalidParameter
    case .identity: .serialization
    case .analytics: .badRequest
    }
  }
}
