import Logging
import ServerStorage
import SyncCore

/// Publishes the queue of one pool until it is empty.
struct PoolPublication: Sendable {
  /// Commits taken from the queue at once; each may have a megabyte.
  private static let batch = 32

  /// How old a commit may become while its stream fails, in milliseconds.
  private static let patience: Int64 = 24 * 3_600_000

  /// A service that was off for long is no reason to give up at once.
  private static let fewestFailures = 5

  let pool: IdentityPoolID
  let store: any ServerStore
  let delivery: StreamDelivery
  let logger: Logger

  /// Publishes until nothing is queued, the stream is off, or the service ends.
  func run() async {
    do throws(StoreError) {
      while !Task.isCancelled {
        let queued = try await store.queuedCommits(of: pool, limit: Self.batch)
        guard let first = queued.first, let last = queued.last else { return }
        let outcome = await delivery.deliver(queued.map(\.commit), of: pool) { failures in
          let age =
            delivery.surroundings.now().milliseconds - first.commit.lastModified.milliseconds
          return failures >= Self.fewestFailures && age >= Self.patience
        }
        switch outcome {
        case .delivered: try await store.removeQueuedCommits(of: pool, through: last.number)
        case .notStreaming: try await store.removeQueuedCommits(of: pool, through: .max)
        case .failed(let reason): try await switchOff(because: reason)
        case .interrupted: return
        }
      }
    } catch {
      // What is queued stays so; the next patrol finds it.
      error.log(to: logger)
    }
  }

  private func switchOff(because reason: String) async throws(StoreError) {
    logger.warning(
      "a stream was switched off", metadata: ["pool": "\(pool)", "error": "\(reason)"])
    try await store.switchOffStream(of: pool, settings: delivery.settings)
    try await store.removeQueuedCommits(of: pool, through: .max)
  }
}

extension PoolSettingsStore {
  /// Switches a pool's stream off, until its owner enables it again.
  func switchOffStream(
    of pool: IdentityPoolID, settings: PoolSettingsCache
  ) async throws(StoreError) {
    var streams = try await self.settings(of: pool).configuration.streams
    streams?.status = .disabled
    defer { settings.forget(pool) }
    _ = try await configure(pool, pushSync: nil, streams: streams)
  }
}
