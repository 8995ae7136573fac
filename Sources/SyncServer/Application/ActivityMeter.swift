import Synchronization

/// Knows whether anybody needs the service: requests under way, and when the last one ended.
package final class ActivityMeter: Sendable {
  private struct State: Sendable {
    var active = 0
    var lastEnd = ContinuousClock.now
  }

  private let state = Mutex(State())

  /// Creates a meter that counts its creation as activity.
  package init() {}

  /// Notes that a request or stream began.
  func begin() { state.withLock { $0.active += 1 } }

  /// Notes that a request or stream ended.
  func end() {
    state.withLock { state in
      state.active -= 1
      state.lastEnd = ContinuousClock.now
    }
  }

  /// How long nothing has been going on; zero while something is.
  package var idleTime: Duration {
    state.withLock { $0.active > 0 ? .zero : ContinuousClock.now - $0.lastEnd }
  }
}
