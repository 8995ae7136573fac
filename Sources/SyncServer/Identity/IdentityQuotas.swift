import CognitoWire

/// Limits how often the operations of the identity service are performed for everybody together
/// (cognito-sync.md 2.6.7).
struct IdentityQuotas: Sendable {
  private let identities: TokenBuckets?
  private let tokens: TokenBuckets?

  private static let limited: Set<OperationID> = [
    .getID, .getOpenIDToken, .getCredentialsForIdentity, .getOpenIDTokenForDeveloperIdentity,
  ]

  init(_ limits: RateLimits) {
    identities = limits.newIdentities.map { TokenBuckets($0) }
    tokens = limits.identityTokens.map { TokenBuckets($0) }
  }

  /// Counts one `operation`; the time is in milliseconds.
  func admit(_ operation: OperationID, now: Int64) throws(WireError) {
    let buckets = operation == .getID ? identities : tokens
    guard Self.limited.contains(operation),
      let wait = buckets?.take(operation.rawValue, now: now)
    else { return }
    throw WireError(.tooManyRequests, "Rate exceeded", in: .identity, retryAfter: wait)
  }
}
