import CognitoWire
import SyncClient
import SyncCore
import Synchronization
import Testing
import TestKit

@Suite struct SynchronizeTests {
  @Test func `the first run lists once and uploads once`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    let result = try await dataset.synchronize()
    #expect(
      bench.service.calls == [
        "GetId", "GetCredentialsForIdentity", "ListRecords", "UpdateRecords",
      ])
    #expect(result == SyncResult(changedKeys: [], pushedRecords: 1))
    #expect(try dataset.isChanged("a") == false)
    #expect(try dataset.summary()?.lastSyncCount == 1)
  }

  @Test func `what another device wrote arrives and is announced`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    _ = try await dataset.synchronize()
    var changes = dataset.changes().makeAsyncIterator()
    try await bench.service.write(["a": "1", "b": nil], to: bench.identity())
    let result = try await dataset.synchronize()
    #expect(result.changedKeys.map(\.rawValue) == ["a"])
    #expect(await changes.next()?.scope == .keys(result.changedKeys))
    #expect(try dataset.value(for: "a") == "1")
  }

  @Test func `C-042 requests at the same time never overlap, and all get a result`() async throws {
    let running = Mutex((now: 0, most: 0))
    let bench = try Bench()
    bench.service.state.withLock {
      $0.pause = { name in
        guard name == "ListRecords" else { return }
        running.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        for _ in 0..<20 { await Task.yield() }
        running.withLock { $0.now -= 1 }
      }
    }
    let dataset = try bench.dataset()
    _ = try await bench.identity()
    let results = try await withThrowingTaskGroup(of: SyncResult.self) { group in
      for number in 0..<8 {
        group.addTask {
          try dataset.set("k\(number)", to: "1")
          return try await dataset.synchronize()
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count == 8)
    #expect(running.withLock { $0.most } == 1)
    #expect(try dataset.unsynchronizedCount() == 0)
  }

  @Test func `C-031 an edit made during the upload is uploaded by the request that follows`()
    async throws
  {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    bench.service.state.withLock {
      $0.pause = { name in
        guard name == "UpdateRecords", (try? dataset.value(for: "a")) == "1" else { return }
        try? dataset.set("a", to: "2")
      }
    }
    _ = try await dataset.synchronize()
    #expect(try dataset.isChanged("a"))
    _ = try await dataset.synchronize()
    #expect(try dataset.isChanged("a") == false)
    let record = try await bench.service.ledger(bench.identity())?.records.values.first
    #expect(record?.value == "2")
  }

  @Test func `C-046 without a network the run fails and edits stay`() async throws {
    let bench = try Bench()
    bench.service.state.withLock { $0.fault = { _ in .unreachable } }
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    let error = await #expect(throws: SyncError.self) { try await dataset.synchronize() }
    #expect(error?.code == .offline)
    #expect(error?.retry == .backoff)
    #expect(try dataset.isChanged("a"))
  }

  @Test func `C-044 a busy service is asked again, never sooner than it says`() async throws {
    let bench = try Bench()
    let left = Mutex(2)
    bench.service.state.withLock {
      $0.fault = { name in
        guard name == "ListRecords" else { return nil }
        let isBusy = left.withLock { left in
          left -= 1
          return left >= 0
        }
        return isBusy
          ? .refuse(WireError(.tooManyRequests, "slow down", retryAfter: .seconds(3))) : nil
      }
    }
    _ = try await bench.dataset().synchronize()
    #expect(bench.clock.pauses.count == 2)
    #expect(bench.clock.pauses.allSatisfy { $0 >= .seconds(3) && $0 < .seconds(4) })
  }

  @Test func `C-037 a lost answer to an upload converges without a question`() async throws {
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { _ in
      Issue.record("Nobody else wrote.")
      return .abort
    }
    let bench = try Bench(callbacks: callbacks)
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    let left = Mutex(1)
    bench.service.state.withLock {
      $0.fault = { name in
        guard name == "UpdateRecords" else { return nil }
        return left.withLock { left in
          left -= 1
          return left >= 0 ? .loseAnswer : nil
        }
      }
    }
    _ = try await dataset.synchronize()
    #expect(try dataset.isChanged("a") == false)
    #expect(try await bench.service.ledger(bench.identity())?.state.syncCount == 1)
  }

  @Test func `C-026 a conflict is presented with both sides and ends as the app says`() async throws
  {
    let seen = Mutex<[ConflictReport]>([])
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      seen.withLock { $0.append(report) }
      return .resolve(
        report.conflicts.reduce(into: [:]) { $0[$1.key] = .value("both") })
    }
    let bench = try Bench(callbacks: callbacks)
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    _ = try await dataset.synchronize()
    try await bench.service.write(["a": "theirs"], to: bench.identity())
    try dataset.set("a", to: "mine")
    _ = try await dataset.synchronize()
    let conflict = seen.withLock { $0.first?.conflicts.first }
    #expect(conflict?.local.value == "mine")
    #expect(conflict?.remote.value == "theirs")
    #expect(try dataset.value(for: "a") == "both")
    #expect(try await bench.service.ledger(bench.identity())?.records.values.first?.value == "both")
  }

  @Test func `B-30 B-32 by default the last writer wins`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    try dataset.set("b", to: "1")
    _ = try await dataset.synchronize()
    try dataset.set("a", to: "early")
    bench.clock.advance(10_000)
    try await bench.service.write(["a": "late", "b": "early"], to: bench.identity())
    bench.clock.advance(10_000)
    try dataset.set("b", to: "late")
    _ = try await dataset.synchronize()
    #expect(try dataset.values() == ["a": "late", "b": "late"])
  }

  @Test func `C-041 B-24 a deletion reaches the service, and later writes stay`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set(["a": "1", "b": "2"])
    _ = try await dataset.synchronize()
    try dataset.delete()
    try dataset.set("c", to: "3")
    _ = try await dataset.synchronize()
    let records = try await bench.service.ledger(bench.identity())?.records
    #expect(records?.keys.map(\.rawValue) == ["c"])
    #expect(try dataset.values() == ["c": "3"])
  }

  @Test(arguments: [true, false])
  func `a deletion elsewhere counts, unless there are edits here`(hasEdits: Bool) async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    _ = try await dataset.synchronize()
    if hasEdits { try dataset.set("b", to: "2") }
    let identity = try await bench.identity()
    bench.service.state.withLock { state in
      for (reference, ledger) in state.ledgers where reference.identity == identity {
        var emptied = ledger
        _ = try? emptied.delete()
        state.ledgers[reference] = emptied
      }
    }
    _ = try await dataset.synchronize()
    #expect(try dataset.values() == (hasEdits ? ["a": "1", "b": "2"] : [:]))
  }

  @Test func `C-045 a dataset over its limits fails here, with the limit named`() async throws {
    let bench = try Bench(limits: SyncLimits(recordsPerDataset: 1))
    let dataset = try bench.dataset()
    try dataset.set(["a": "1", "b": "2"])
    let error = await #expect(throws: SyncError.self) { try await dataset.synchronize() }
    #expect(error?.code == .limitExceeded)
    #expect(error?.message.contains("2 > 1 records") == true)
    #expect(!bench.service.calls.contains("UpdateRecords"))
  }

  @Test(arguments: 1...12)
  func `whatever fails, there is one result and the next run succeeds`(number: Int) async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    _ = try await dataset.synchronize()
    try await bench.service.write(["b": "2"], to: bench.identity())
    try dataset.set("a", to: "2")
    let left = Mutex(number % 4)
    let kind = number % 3
    bench.service.state.withLock {
      $0.fault = { _ in
        let isDue = left.withLock { left in
          left -= 1
          return left == 0
        }
        guard isDue else { return nil }
        return switch kind {
        case 0: .unreachable
        case 1: .loseAnswer
        case _: .refuse(WireError(.internalError, "fault"))
        }
      }
    }
    let results = Mutex(0)
    do {
      _ = try await dataset.synchronize()
      results.withLock { $0 += 1 }
    } catch {
      results.withLock { $0 += 1 }
    }
    #expect(results.withLock { $0 } == 1)
    bench.service.state.withLock { $0.fault = { _ in nil } }
    _ = try await dataset.synchronize()
    #expect(try dataset.values() == ["a": "2", "b": "2"])
    #expect(try dataset.unsynchronizedCount() == 0)
  }

  @Test func `C-047 a request made without a network is served once it is back`() async throws {
    let folder = try TemporaryDirectory()
    let first = try Bench(folder: folder)
    first.service.state.withLock { $0.fault = { _ in .unreachable } }
    try first.dataset().set("a", to: "1")
    try first.dataset().synchronizeWhenPossible()
    await first.manager.close()

    first.service.state.withLock { $0.fault = { _ in nil } }
    let second = try Bench(service: first.service, folder: folder)
    var activity = second.manager.activity().makeAsyncIterator()
    let worker = Task { await second.manager.run() }
    while let step = await activity.next() {
      if case .succeeded = step { break }
    }
    #expect(try second.dataset().isChanged("a") == false)
    worker.cancel()
    await second.manager.close()
  }
}
