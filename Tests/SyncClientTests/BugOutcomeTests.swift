import CognitoWire
import SyncCore
import Synchronization
import TestKit
import Testing

@testable import SyncClient

/// Runs of the originals that ended never, twice, or with less than there was
/// (cognito-sync.md 7.1).
@Suite struct BugOutcomeTests {
  @Test func `B-08 declined conflicts are one failure`() async throws {
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { _ in .abort }
    let bench = try Bench(callbacks: callbacks)
    try bench.service.write(["a": "theirs"], to: try await bench.identity())
    try bench.dataset().set("a", to: "mine")
    let activity = bench.manager.activity()
    await #expect(throws: SyncError.self) { try await bench.dataset().synchronize() }
    #expect(await bench.steps(activity) == ["began", "conflictAborted"])
  }

  @Test func `B-08 declined merged datasets are one failure`() async throws {
    var callbacks = SyncCallbacks()
    callbacks.onDatasetsMerged = { _ in .abort }
    let bench = try Bench(callbacks: callbacks)
    _ = try await bench.identity()
    try bench.manager.dataset("GameInfo.us-east-1:ff").set("a", to: "1")
    let activity = bench.manager.activity()
    let error = await #expect(throws: SyncError.self) {
      try await bench.dataset().synchronize()
    }
    #expect(error?.code == .mergeAborted)
    #expect(await bench.steps(activity) == ["began", "mergeAborted"])
  }

  /// Every upload is refused; once the service means well again, so does the device.
  @Test func `A3 B-09 retries that run out are told once and heal by themselves`() async throws {
    let bench = try Bench()
    try bench.dataset().set("a", to: "1")
    let activity = bench.manager.activity()
    bench.service.state.withLock {
      $0.fault = { name in
        name == "UpdateRecords" ? .refuse(WireError(.resourceConflict, "no")) : nil
      }
    }
    await #expect(throws: SyncError.self) { try await bench.dataset().synchronize() }
    bench.service.state.withLock { $0.fault = { _ in nil } }
    _ = try await bench.dataset().synchronize()
    try await bench.expectAgreement()
    #expect(
      await bench.steps(activity) == ["began", "conflictRetriesExceeded", "began", "succeeded"])
  }

  /// The answer that destroyed new data there is given here, if anybody asks.
  @Test func `C-039 B-12 a brand-new dataset is no deleted one`() async throws {
    var callbacks = SyncCallbacks()
    callbacks.onDatasetDeleted = { _ in
      Issue.record("The dataset is new.")
      return .deleteLocal
    }
    let bench = try Bench(callbacks: callbacks)
    try bench.dataset().set("a", to: "1")
    _ = try await bench.dataset().synchronize()
    try bench.dataset().set("a", to: "2")
    _ = try await bench.dataset().synchronize()
    #expect(try bench.dataset().values() == ["a": "2"])
    try await bench.expectAgreement()
  }

  @Test func `B-13 a full dataset takes one record for another, and no record more`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set((0..<1_024).reduce(into: [:]) { $0["k\($1)"] = "1" })
    _ = try await dataset.synchronize()
    try dataset.set("k7", to: "2")
    _ = try await dataset.synchronize()
    try await bench.expectAgreement()
    try dataset.set("more", to: "1")
    let error = await #expect(throws: SyncError.self) { try await dataset.synchronize() }
    #expect(error?.code == .limitExceeded)
    #expect(error?.message.contains("1025 > 1024 records") == true)
    try dataset.remove("k7")
    _ = try await dataset.synchronize()
    #expect(try dataset.value(for: "more") == "1")
    try await bench.expectAgreement()
  }

  @Test func `B-14 a put is done or throws, over the limit or not`() throws {
    let bench = try Bench(limits: SyncLimits(recordsPerDataset: 1))
    let dataset = try bench.dataset()
    try dataset.set(["a": "1", "b": "2"])
    try dataset.set("c", to: "3")
    #expect(try dataset.values() == ["a": "1", "b": "2", "c": "3"])
    for key in ["", " \t", String(repeating: "x", count: 129)] {
      let error = #expect(throws: SyncError.self) { try dataset.set(key, to: "1") }
      #expect(error?.code == .invalidKey)
    }
    #expect(try dataset.values().count == 3)
  }

  /// Each way to go on, and the run after it: the paths that ended in a TypeError.
  @Test(arguments: [DeletedDecision.keepLocal, .deleteLocal, .abort])
  func `C-038 B-15 B-16 a deletion elsewhere means what the app says, and syncing goes on`(
    decision: DeletedDecision
  ) async throws {
    let asked = Mutex(0)
    var callbacks = SyncCallbacks()
    callbacks.onDatasetDeleted = { report in
      #expect(report.hasUnsynchronizedEdits)
      asked.withLock { $0 += 1 }
      return decision
    }
    let (bench, relay) = try await Self.deleted(callbacks)
    let dataset = try bench.dataset()
    switch decision {
    case .keepLocal:
      _ = try await dataset.synchronize()
      #expect(try dataset.values() == ["a": "1", "b": "2"])
      #expect(relay.uploads.last?.map(\.syncCount) == [0, 0])
    case .deleteLocal:
      _ = try await dataset.synchronize()
      #expect(try dataset.records().isEmpty)
    case .abort:
      let before = try dataset.records()
      for _ in 0..<2 {
        let error = await #expect(throws: SyncError.self) { try await dataset.synchronize() }
        #expect(error?.code == .datasetDeleted)
      }
      #expect(try dataset.records() == before)
      return
    }
    #expect(asked.withLock { $0 } == 1)
    try dataset.set("c", to: "3")
    _ = try await dataset.synchronize()
    #expect(asked.withLock { $0 } == 1)
    try await bench.expectAgreement()
  }

  /// Returns a device with an edit whose dataset was deleted by another one.
  private static func deleted(_ callbacks: SyncCallbacks) async throws -> (Bench, Relay) {
    let service = FakeService(pool: Bench.pool)
    let relay = Relay(to: service)
    let bench = try Bench(service: service, callbacks: callbacks, relay: relay)
    let dataset = try bench.dataset()
    try dataset.set(["a": "1", "gone": "1"])
    _ = try await dataset.synchronize()
    try dataset.remove("gone")
    _ = try await dataset.synchronize()
    try dataset.set("b", to: "2")
    try await bench.deleteElsewhere()
    return (bench, relay)
  }

  @Test func `C-027 C-028 B-17 what is not in conflict is stored, and a declined conflict returns`()
    async throws
  {
    let asked = Mutex<[[String]]>([])
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      let count = asked.withLock { asked in
        asked.append(report.conflicts.map(\.key.rawValue))
        return asked.count
      }
      return count == 3 ? report.lastWriterWins() : .abort
    }
    let bench = try Bench(callbacks: callbacks)
    let dataset = try bench.dataset()
    let identity = try await bench.identity()
    try dataset.set("a", to: "1")
    _ = try await dataset.synchronize()
    try bench.service.write(["a": "theirs", "b": "news", "gone": nil], to: identity)
    try dataset.set("a", to: "mine")
    for _ in 0..<2 {
      let error = await #expect(throws: SyncError.self) { try await dataset.synchronize() }
      #expect(error?.code == .conflictAborted)
      #expect(try dataset.values() == ["a": "mine", "b": "news"])
      #expect(try dataset.summary()?.lastSyncCount == 1)
    }
    _ = try await dataset.synchronize()
    #expect(asked.withLock { $0 } == [["a"], ["a"], ["a"]])
    #expect(try dataset.value(for: "b") == "news")
    try await bench.expectAgreement()
  }

  /// Returns what befalls a request, for some of the numbers.
  private static func fault(_ number: Int) -> FakeService.Fault? {
    switch number {
    case 0: .unreachable
    case 1: .loseAnswer
    case 2: .refuse(WireError(.internalError, "fault"))
    case 3: .refuse(WireError(.tooManyRequests, "slow down", retryAfter: .seconds(1)))
    case 4: .refuse(WireError(.resourceConflict, "Current SyncCount for: a is: 9 not: 1"))
    case 5: .refuse(WireError(.invalidParameter, "No such SyncCount: 9"))
    case 6: .refuse(WireError(.expiredToken, "expired"))
    case _: nil
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `C-043 B-22 every run that begins ends once, whatever fails`(seed: UInt64) async throws {
    let generator = Mutex(SeededGenerator(seed: seed))
    let draw: @Sendable (Int) -> Int = { bound in
      generator.withLock { Int.random(in: 0..<bound, using: &$0) }
    }
    let bench = try Bench()
    let identity = try await bench.identity()
    let activity = bench.manager.activity()
    bench.service.state.withLock { $0.fault = { _ in Self.fault(draw(16)) } }
    var results = 0
    for round in 0..<12 {
      let key = "k\(draw(3))"
      if draw(4) == 0 {
        try bench.dataset().remove(key)
      } else {
        try bench.dataset().set(key, to: "\(round)")
      }
      if draw(3) == 0 { try? bench.service.write([key: "theirs \(round)"], to: identity) }
      do {
        _ = try await bench.dataset().synchronize()
        #expect(try bench.dataset().unsynchronizedCount() == 0, "seed \(seed), round \(round)")
      } catch {
        #expect(error is SyncError, "seed \(seed), round \(round)")
      }
      results += 1
    }
    bench.service.state.withLock { $0.fault = { _ in nil } }
    _ = try await bench.dataset().synchronize()
    try await bench.expectAgreement("seed \(seed)")
    let steps = await bench.steps(activity)
    // A run whose credentials failed never began; each other began and ended before the next.
    #expect(steps.count <= 2 * (results + 1), "seed \(seed)")
    for (index, step) in steps.enumerated() {
      #expect((step == "began") == index.isMultiple(of: 2), "seed \(seed): \(steps)")
    }
    #expect(steps.last == "succeeded")
  }

  @Test func `C-040 B-23 deleting what the service never had succeeds, and syncing goes on`()
    async throws
  {
    let bench = try Bench()
    let dataset = try bench.dataset()
    _ = try await bench.identity()
    try dataset.set("a", to: "1")
    try dataset.delete()
    let before = bench.service.calls.count
    _ = try await dataset.synchronize()
    #expect(bench.service.calls.dropFirst(before) == ["DeleteDataset"])
    try dataset.set("b", to: "2")
    _ = try await dataset.synchronize()
    #expect(try await bench.remote() == ["b": "2"])
    try await bench.expectAgreement()
  }

  @Test func `C-042 B-25 two objects of one dataset share their runs`() async throws {
    let running = Mutex((now: 0, most: 0))
    let bench = try Bench()
    _ = try await bench.identity()
    bench.service.state.withLock {
      $0.pause = { name in
        guard name == "UpdateRecords" else { return }
        running.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        for _ in 0..<20 { await Task.yield() }
        running.withLock { $0.now -= 1 }
      }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<6 {
        let dataset = try bench.dataset()
        group.addTask {
          try dataset.set("k\(number)", to: "1")
          _ = try await dataset.synchronize()
          #expect(try dataset.isChanged("k\(number)") == false)
        }
      }
      try await group.waitForAll()
    }
    #expect(running.withLock(\.most) == 1)
    try await bench.expectAgreement()
  }

  /// The network returns at the third look; the wish comes true once.
  @Test func `C-047 a request for later runs once when the network is back`() async throws {
    let bench = try Bench()
    _ = try await bench.identity()
    try bench.dataset().set("a", to: "1")
    let away = Countdown(2)
    bench.service.state.withLock { $0.fault = { _ in away.isDue() ? .unreachable : nil } }
    var activity = bench.manager.activity().makeAsyncIterator()
    let worker = Task { await bench.manager.run() }
    for _ in 0..<3 { try bench.dataset().synchronizeWhenPossible() }
    var ends: [String] = []
    while ends.last != "succeeded", ends.count < 8, let step = await activity.next() {
      switch step {
      case .began: break
      case .succeeded: ends.append("succeeded")
      case .failed(_, let error): ends.append(error.code.rawValue)
      }
    }
    try #require(ends == ["offline", "offline", "succeeded"])
    try await bench.expectAgreement()
    while try !bench.manager.store.wishes().isEmpty { await Task.yield() }
    worker.cancel()
    await worker.value
    #expect(bench.service.calls.count { $0 == "UpdateRecords" } == 1)
    await bench.manager.close()
  }
}
