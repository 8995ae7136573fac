import SyncCore
import Synchronization
import TestKit
import Testing

@testable import SyncClient

/// What a manager does by itself while an app runs.
@Suite struct BackgroundTests {
  /// Waits that only end when they are given up, and how many there are and were.
  private final class Timers: Sendable {
    private let counts = Mutex((active: 0, total: 0))

    var active: Int { counts.withLock(\.active) }
    var total: Int { counts.withLock(\.total) }

    func sleep() async throws {
      counts.withLock {
        $0.active += 1
        $0.total += 1
      }
      defer { counts.withLock { $0.active -= 1 } }
      let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
      for await _ in stream {}
      continuation.finish()
      throw CancellationError()
    }
  }

  private let folder: TemporaryDirectory
  private let service = FakeService(pool: Bench.pool)
  private let timers = Timers()
  private let manager: SyncManager

  init() throws {
    folder = try TemporaryDirectory()
    manager = try SyncManager(
      .init(
        pool: Bench.pool, region: "us-east-1", storePath: folder.file("device.sqlite")),
      transport: service.transport,
      environment: SyncEnvironment(
        now: { [service] in service.state.withLock(\.now) },
        sleep: { [timers] _ in try await timers.sleep() }, random: { 0.5 }))
  }

  @Test func `a manager with nothing to do sets no timer, and serves a wish without one`()
    async throws
  {
    let dataset = try manager.dataset("GameInfo")
    try dataset.set("a", to: "1")
    let worker = Task { [manager] in await manager.run() }
    try dataset.synchronizeWhenPossible()
    while try dataset.isChanged("a") { await Task.yield() }
    #expect(timers.total == 0)
    worker.cancel()
    await manager.close()
  }

  @Test func `offline there is one timer at a time, and a sign of life ends it`() async throws {
    service.state.withLock { $0.fault = { _ in .unreachable } }
    let dataset = try manager.dataset("GameInfo")
    try dataset.set("a", to: "1")
    try dataset.synchronizeWhenPossible()
    let worker = Task { [manager] in await manager.run() }
    while timers.total == 0 { await Task.yield() }
    for _ in 0..<5 {
      try dataset.synchronizeWhenPossible()
      await Task.yield()
    }
    #expect(timers.active == 1)
    #expect(try dataset.pendingChanges().lastError?.code == .offline)

    service.state.withLock { $0.fault = { _ in nil } }
    let follower = Task { [manager] in await manager.follow(dataset) }
    while try dataset.isChanged("a") { await Task.yield() }
    while timers.active > 0 { await Task.yield() }
    #expect(timers.total == 1)
    follower.cancel()
    worker.cancel()
    await manager.close()
  }
}
