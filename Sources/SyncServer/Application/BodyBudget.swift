import Synchronization

/// Bounds the memory of all large bodies together: without it, many callers with bodies of 16 MiB
/// each would fill any machine.
final class BodyBudget: Sendable {
  /// Bytes that a body may have without counting.
  static let freeBytes = 65_536

  private let rest: Mutex<Int>

  /// Creates a budget of so many bytes.
  init(bytes: Int = 128 * 1_048_576) { rest = Mutex(bytes) }

  /// A part of the budget, held by one request until it is answered.
  struct Share: ~Copyable {
    private let budget: BodyBudget
    private var held = 0

    fileprivate init(_ budget: BodyBudget) { self.budget = budget }

    deinit {
      guard held > 0 else { return }
      budget.rest.withLock { $0 += held }
    }

    /// Grows the share to what a body of `count` bytes takes; false if the budget is spent.
    mutating func cover(_ count: Int) -> Bool {
      let missing = count - held
      guard count > BodyBudget.freeBytes, missing > 0 else { return true }
      let isGranted = budget.rest.withLock { rest in
        guard rest >= missing else { return false }
        rest -= missing
        return true
      }
      if isGranted { held = count }
      return isGranted
    }

    /// Gives everything back.
    mutating func release() {
      let held = held
      budget.rest.withLock { $0 += held }
      self.held = 0
    }
  }

  /// Returns a share that holds nothing yet.
  func share() -> Share { Share(self) }
}
