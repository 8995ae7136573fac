import SyncClient
import SyncCore
import Synchronization
import TestKit
import Testing

/// What awaits its upload, since when, and why it still does.
@Suite struct PendingChangesTests {
  @Test func `edits are counted with the age of the oldest until they are uploaded`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    let start = bench.clock.environment.now()
    try dataset.set("a", to: "1")
    bench.clock.advance(5_000)
    try dataset.set("b", to: "1")
    let pending = try dataset.pendingChanges()
    #expect(pending == PendingChanges(count: 2, oldest: start))
    #expect(pending.age(at: bench.clock.environment.now()) == .seconds(5))
    _ = try await dataset.synchronize()
    let moment = bench.clock.environment.now()
    #expect(try dataset.pendingChanges() == PendingChanges(lastAttempt: moment))
    #expect(try dataset.pendingChanges().isEmpty)
  }

  @Test func `a removal and the deletion of a dataset wait, too`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set(["a": "1", "b": "2"])
    _ = try await dataset.synchronize()
    try dataset.remove("a")
    #expect(try dataset.pendingChanges().count == 1)
    try dataset.delete()
    #expect(try dataset.pendingChanges().count == 0)
    #expect(try dataset.pendingChanges().deletedDatasets == 1)
    #expect(try dataset.pendingChanges().isEmpty == false)
    _ = try await dataset.synchronize()
    #expect(try dataset.pendingChanges().isEmpty)
  }

  @Test func `the last error survives a restart and ends with a success`() async throws {
    let folder = try TemporaryDirectory()
    let first = try Bench(folder: folder)
    _ = try await first.dataset().synchronize()
    try first.dataset().set("a", to: "1")
    first.service.state.withLock { $0.fault = { _ in .unreachable } }
    first.clock.advance(1_000)
    let error = await #expect(throws: SyncError.self) { try await first.dataset().synchronize() }
    await first.manager.close()

    let second = try Bench(service: first.service, folder: folder)
    let pending = try second.dataset().pendingChanges()
    #expect(pending.count == 1)
    #expect(pending.lastError?.code == .offline)
    #expect(pending.lastError?.message == error?.message)
    #expect(pending.lastAttempt == first.clock.environment.now())
    second.service.state.withLock { $0.fault = { _ in nil } }
    _ = try await second.dataset().synchronize()
    #expect(try second.dataset().pendingChanges().lastError == nil)
  }

  @Test func `an error before the first identity is kept as well`() async throws {
    let bench = try Bench()
    bench.service.state.withLock { $0.fault = { _ in .unreachable } }
    try bench.dataset().set("a", to: "1")
    await #expect(throws: SyncError.self) { try await bench.dataset().synchronize() }
    #expect(try bench.dataset().pendingChanges().lastError?.code == .offline)
    #expect(try bench.dataset().summary()?.lastSynchronized == nil)
  }

  @Test func `the manager sums over its datasets and leaves those of the device out`() async throws
  {
    let bench = try Bench()
    let start = bench.clock.environment.now()
    try bench.dataset("one").set(["a": "1", "b": "1"])
    bench.clock.advance(1_000)
    try bench.dataset("two").set("a", to: "1")
    let device = try bench.manager.deviceDataset("Device")
    try device.set("a", to: "1")
    #expect(try bench.manager.pendingChanges() == PendingChanges(count: 3, oldest: start))
    #expect(try device.pendingChanges().isEmpty)
    _ = try await bench.dataset("one").synchronize()
    bench.service.state.withLock { $0.fault = { _ in .unreachable } }
    await #expect(throws: SyncError.self) { try await bench.dataset("two").synchronize() }
    #expect(try bench.manager.pendingChanges().count == 1)
    #expect(try bench.manager.pendingChanges().lastError?.code == .offline)
    #expect(try bench.dataset("one").pendingChanges().lastError == nil)
  }
}
