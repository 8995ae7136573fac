import CognitoWire
import IdentityTokens
import SyncCore

/// Decides whether a caller may do something, once its signature is known to be good: policy,
/// then the binding of credentials to one identity (cognito-sync.md 2.3, 2.4).
struct AccessCheck: Sendable {
  let policy: AccessPolicy

  /// Lets `caller` do what `request` says, or throws the refusal.
  func allow(
    _ caller: Caller, _ request: AccessRequest, in exchange: Exchange
  ) async throws(WireError) {
    try await checkPolicy(caller, request, exchange)
    try checkCredentials(caller, request)
  }

  /// Point 4 of the order of checks: what the caller's role allows.
  private func checkPolicy(
    _ caller: Caller, _ request: AccessRequest, _ exchange: Exchange
  ) async throws(WireError) {
    try await policy.check(caller, request, exchange)
  }

  /// Point 5: the kind of credentials, and the one identity they are bound to.
  private func checkCredentials(
    _ caller: Caller, _ request: AccessRequest
  ) throws(WireError) {
    guard request.callers.admits(caller) else {
      throw WireError(.notAuthorized, Self.wrongKind, in: request.dialect)
    }
  }

  private static let wrongKind = "These credentials are not valid for accessing this resource"
}
