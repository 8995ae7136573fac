/// Slows down whoever guesses passwords, per account and per address (product.md 3.1).
struct AttemptLimits: Sendable {
  private let accounts: TokenBuckets?
  private let addresses: TokenBuckets?

  init(_ limits: RateLimits) {
    accounts = limits.account.map { TokenBuckets($0) }
    addresses = limits.accountAddress.map { TokenBuckets($0) }
  }

  /// Counts a try on `account` from `address`, or returns how long to wait; the time is in
  /// milliseconds.
  func begin(account: String?, address: String, now: Int64) -> Duration? {
    if let wait = addresses?.take(address, now: now) { return wait }
    guard let account else { return nil }
    return accounts?.take(account, now: now)
  }

  /// Forgets a try that turned out to be the owner's.
  func succeed(account: String, address: String) {
    accounts?.giveBack(account)
    addresses?.giveBack(address)
  }
}
