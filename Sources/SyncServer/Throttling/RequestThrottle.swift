import CognitoWire

/// Refuses requests that come too fast (cognito-sync.md 2.6.7).
struct RequestThrottle: Sendable {
  private let identities: TokenBuckets?
  private let addresses: TokenBuckets?

  init(_ limits: RateLimits) {
    identities = limits.identity.map { TokenBuckets($0) }
    addresses = limits.address.map { TokenBuckets($0) }
  }

  /// Counts one request of `identity` from `address`; the time is in milliseconds.
  func admit(
    identity: String?, address: String, dialect: WireDialect, now: Int64
  ) throws(WireError) {
    if let identity, let wait = identities?.take(identity, now: now) {
      throw Self.refusal(wait, dialect)
    }
    if let wait = wait(address: address, now: now) { throw Self.refusal(wait, dialect) }
  }

  /// Counts one request from `address`, or returns how long to wait; the time is in milliseconds.
  func wait(address: String, now: Int64) -> Duration? { addresses?.take(address, now: now) }

  private static func refusal(_ wait: Duration, _ dialect: WireDialect) -> WireError {
    WireError(
      dialect == .analytics ? .throttling : .tooManyRequests, "Rate exceeded", in: dialect,
      retryAfter: wait)
  }
}
