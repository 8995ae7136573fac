/// How often a request is repeated after passing faults, and how long each pause is: the one place
/// that decides so, for sessions and single requests alike.
package struct Repetition: Hashable, Sendable {
  /// A pause that is drawn at random, so that devices which failed together do not return together.
  package struct Pause: Hashable, Sendable {
    /// The shortest it may be; never less than the service asked for.
    package var least: Duration
    /// The longest it may be.
    package var most: Duration
  }

  /// The most repetitions of one request.
  package let limit: Int
  private var count = 0

  /// Creates the count of a request that was not repeated yet.
  package init(limit: Int = 3) { self.limit = limit }

  /// Counts one more repetition and returns the pause before it; nothing if there is to be none.
  package mutating func next(after failure: RemoteFailure) -> Pause? {
    guard failure.isTransient, count < limit else { return nil }
    let spread = min(Duration.seconds(20), .milliseconds(100) * (1 << min(count, 20)))
    let least = failure.retryAfter ?? .zero
    count += 1
    return Pause(least: least, most: least + spread)
  }

  /// Begins anew after a success.
  package mutating func reset() { count = 0 }
}
