import IdentityTokens

/// How long to wait before something that failed is tried again.
package struct RetryPacing: Hashable, Sendable {
  /// The wait after the first failure.
  package var first: Duration
  /// The longest wait.
  package var longest: Duration

  /// Creates a pacing from its parts.
  package init(first: Duration = .milliseconds(500), longest: Duration = .seconds(60)) {
    self.first = first
    self.longest = longest
  }

  /// Returns the wait after so many failures, at least one: doubled each time, and half of it by
  /// chance, so that those who failed together do not come back together.
  func wait(afterFailures failures: Int, entropy: Entropy) -> Duration {
    let doublings = max(0, min(failures - 1, 20))
    let whole = min(longest, first * (1 << doublings))
    var entropy = entropy
    return whole / 2 + (whole / 2) * Double.random(in: 0...1, using: &entropy)
  }
}
