import CognitoWire
import SyncCore

/// The one way to an operation of Cognito Sync or Mobile Analytics: every check, in the order of
/// cognito-sync.md 2.3.
struct RequestGate: Sendable {
  let authenticator: Authenticator
  let access: AccessCheck
  let throttle: RequestThrottle
  let identities: IdentityGuard

  /// Returns the input of a request that passed all checks, and whose it is.
  func admit<Operation: WireOperation>(
    _ operation: Operation.Type, _ exchange: Exchange, _ labels: [String: String]
  ) async throws(WireError) -> (Operation.Input, SyncCall)
  where Operation.Input: ProtectedInput {
    let dialect = operation.route.dialect
    let caller = try authenticator.caller(
      of: exchange.head, body: exchange.body, dialect: dialect, now: exchange.now.milliseconds)
    let input = try operation.decode(try exchange.message(labels, in: dialect))
    try await access.allow(caller, input.access(by: operation.name), in: exchange)
    try throttle.admit(
      identity: caller.identity, address: exchange.address, dialect: dialect,
      now: exchange.now.milliseconds)
    if case .identity(let grant) = caller, !operation.id.looksAtIdentity {
      try await identities.require(grant, in: dialect)
    }
    return (input, SyncCall(caller: caller, exchange: exchange))
  }

  /// Answers a request with what `body` makes of it.
  func perform<Operation: WireOperation>(
    _ operation: Operation.Type, _ exchange: Exchange, _ labels: [String: String],
    _ body: (Operation.Input, SyncCall) async throws(WireError) -> Operation.Output
  ) async throws(WireError) -> Answer where Operation.Input: ProtectedInput {
    let (input, call) = try await admit(operation, exchange, labels)
    do throws(WireError) {
      return .json(operation.encode(try await body(input, call)))
    } catch {
      // What is missing may be the caller itself: then the refusal says so, for every operation.
      if error.code == .resourceNotFound, case .identity(let grant) = call.caller {
        try await identities.require(grant, in: operation.route.dialect)
      }
      throw error
    }
  }
}
