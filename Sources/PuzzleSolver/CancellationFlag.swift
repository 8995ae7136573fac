import Synchronization

/// A wish to stop that can be uttered from anywhere.
package final class CancellationFlag: Sendable {
  private let isRaised = Atomic(false)

  /// Creates a flag that is not raised.
  package init() {}

  /// Whether to stop.
  package var isCancelled: Bool { isRaised.load(ordering: .relaxed) }

  /// Asks to stop.
  package func cancel() { isRaised.store(true, ordering: .relaxed) }
}
