import Logging
import ServerStorage
import ServiceLifecycle
import SyncCore
import Synchronization

/// Publishes the queued commits of all pools, those of a pool in order and every pool for itself
/// (cognito-sync.md 2.8).
///
/// The queue is the store's: what was not published when the service ended is published when it
/// starts again, and what was may be published twice.
final class StreamPublisher: Service, CustomStringConvertible {
  /// The name of this service in the log.
  var description: String { "stream publisher" }

  private enum Work: Sendable {
    case commits(IdentityPoolID)
    case everything(IdentityPoolID)
  }

  private struct Busy: Sendable {
    /// The pools at work; true when more has come meanwhile.
    var pools: [IdentityPoolID: Bool] = [:]
    /// The pools whose bulk publish runs.
    var bulk: Set<IdentityPoolID> = []
  }

  /// How often to look for commits that nobody reported.
  private static let patrol = Duration.seconds(30)

  private let store: any ServerStore
  private let delivery: StreamDelivery
  private let logger: Logger
  private let busy = Mutex(Busy())
  private let work: AsyncStream<Work>
  private let begin: AsyncStream<Work>.Continuation

  init(store: any ServerStore, delivery: StreamDelivery, logger: Logger) {
    self.store = store
    self.delivery = delivery
    self.logger = logger
    (work, begin) = AsyncStream.makeStream()
  }

  /// Notes that the pool has a commit to publish, or publishes no more.
  func wake(_ pool: IdentityPoolID) {
    let isNew = busy.withLock { busy in
      let isAtWork = busy.pools[pool] != nil
      busy.pools[pool] = isAtWork
      return !isAtWork
    }
    if isNew { begin.yield(.commits(pool)) }
  }

  /// Notes that a bulk publish of the pool has begun.
  func publishEverything(of pool: IdentityPoolID) {
    let isNew = busy.withLock { $0.bulk.insert(pool).inserted }
    if isNew { begin.yield(.everything(pool)) }
  }

  /// Publishes until the service is told to stop.
  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      await withDiscardingTaskGroup { group in
        group.addTask { await self.resume() }
        for await work in work {
          switch work {
          case .commits(let pool): group.addTask { await self.publishCommits(of: pool) }
          case .everything(let pool): group.addTask { await self.publishBulk(of: pool) }
          }
        }
      }
    }
  }

  /// Takes up what an earlier run left, and later what nobody reported: a commit can come just
  /// between the change of a stream and that being known.
  private func resume() async {
    await lookForWork { () async throws(StoreError) in
      for pool in try await store.unfinishedBulkPublishes() { publishEverything(of: pool) }
    }
    while !Task.isCancelled {
      await lookForWork { () async throws(StoreError) in
        for pool in try await store.poolsWithQueuedCommits() { wake(pool) }
      }
      await delivery.sweep()
      try? await Task.sleep(for: Self.patrol)
    }
  }

  private func lookForWork(_ look: () async throws(StoreError) -> Void) async {
    do throws(StoreError) { try await look() } catch { error.log(to: logger) }
  }

  private func publishCommits(of pool: IdentityPoolID) async {
    let publication = PoolPublication(pool: pool, store: store, delivery: delivery, logger: logger)
    repeat { await publication.run() } while hasMore(pool) && !Task.isCancelled
  }

  private func hasMore(_ pool: IdentityPoolID) -> Bool {
    busy.withLock { busy in
      guard busy.pools[pool] == true else {
        busy.pools[pool] = nil
        return false
      }
      busy.pools[pool] = false
      return true
    }
  }

  private func publishBulk(of pool: IdentityPoolID) async {
    await BulkPublication(pool: pool, store: store, delivery: delivery, logger: logger).run()
    busy.withLock { _ = $0.bulk.remove(pool) }
  }
}
