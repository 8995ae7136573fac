import Logging
import ServerStorage
import ServiceLifecycle
import SyncCore
import Synchronization

/// Counts the sync sessions that begin (cognito-sync.md 2.6.4), and writes the counts down every
/// few seconds: they are statistics, and a listing must not wait for them.
final class SessionCounter: Service, CustomStringConvertible {
  /// The name of this service in the log.
  var description: String { "session counter" }

  private let store: any UsageStore
  private let surroundings: Surroundings
  private let interval: Duration
  private let logger: Logger
  private let counts = Mutex<[IdentityPoolID: Int]>([:])

  init(
    store: any UsageStore, surroundings: Surroundings, interval: Duration = .seconds(5),
    logger: Logger
  ) {
    self.store = store
    self.surroundings = surroundings
    self.interval = interval
    self.logger = logger
  }

  /// Counts a session of `pool`.
  func count(_ pool: IdentityPoolID) { counts.withLock { $0[pool, default: 0] += 1 } }

  /// Writes down what was counted since the last time.
  func flush() async {
    let counted = counts.withLock { counts in
      defer { counts = [:] }
      return counts
    }
    guard !counted.isEmpty else { return }
    do throws(StoreError) {
      try await store.countSessions(counted, at: surroundings.now())
    } catch {
      // They are added to those of the next time.
      counts.withLock { $0.merge(counted, uniquingKeysWith: +) }
      error.log(to: logger)
    }
  }

  /// Writes the counts down every few seconds, and once more when the service stops.
  func run() async throws {
    try? await cancelWhenGracefulShutdown { [self] in
      while true {
        try await Task.sleep(for: interval)
        await flush()
      }
    }
    await flush()
  }
}
