import Synchronization

/// Counts down to a moment, once.
final class Countdown: Sendable {
  private let left: Mutex<Int>

  init(_ count: Int) { left = Mutex(count) }

  /// Whether this is one of the first `count` calls.
  func isDue() -> Bool {
    left.withLock { left in
      left -= 1
      return left >= 0
    }
  }
}
