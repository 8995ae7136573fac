/// Pauses that grow with each failure and are drawn at random, so that devices which failed
/// together do not return together.
struct Backoff: Sendable {
  /// The longest first pause.
  var first: Duration
  /// The longest pause at all.
  var longest: Duration
  private var failures = 0

  /// Creates pauses that begin anew.
  init(first: Duration, longest: Duration) {
    self.first = first
    self.longest = longest
  }

  /// Returns the next pause, at least `least` long.
  mutating func next(atLeast least: Duration = .zero, random: () -> Double) -> Duration {
    let most = min(longest, first * (1 << min(failures, 20)))
    failures += 1
    // Half of the pause is certain, for a pause near zero would not be one.
    return max(least, most / 2 + most / 2 * random())
  }

  /// Begins anew after a success.
  mutating func reset() { failures = 0 }
}
