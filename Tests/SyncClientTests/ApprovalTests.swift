import CognitoWire
import SyncClient
import SyncCore
import Synchronization
import Testing

/// What an app may know and decide before a synchronization changes anything, and what a failed one
/// tells.
@Suite struct ApprovalTests {
  @Test func `B-10 the app sees pulled changes before they are stored and may reject them`()
    async throws
  {
    let seen = Mutex<[PulledChanges]>([])
    let answer = Mutex(PullDecision.reject)
    var callbacks = SyncCallbacks()
    callbacks.willApply = { changes in
      seen.withLock { $0.append(changes) }
      return answer.withLock { $0 }
    }
    let bench = try Bench(callbacks: callbacks)
    let dataset = try bench.dataset()
    _ = try await dataset.synchronize()
    try dataset.set("mine", to: "1")
    try await bench.service.write(["theirs": "2"], to: bench.identity())

    let error = await #expect(throws: SyncError.self) { try await dataset.synchronize() }
    #expect(error?.code == .changesRejected)
    #expect(error?.retry == .never)
    #expect(try dataset.values() == ["mine": "1"])
    #expect(try dataset.summary()?.lastSyncCount == 0)
    #expect(try dataset.pendingChanges().lastError?.code == .changesRejected)
    #expect(bench.service.calls.contains("UpdateRecords") == false)

    answer.withLock { $0 = .accept }
    let result = try await dataset.synchronize()
    #expect(result.changedKeys.map(\.rawValue) == ["theirs"])
    #expect(try dataset.values() == ["mine": "1", "theirs": "2"])
    #expect(seen.withLock { $0.map { $0.records.map(\.value) } } == [["2"], ["2"]])
  }

  @Test(arguments: [
    (
      ["a": "1", "b": "2", "c": "3"], "Dataset record limit exceeded: 3 > 2 records in 'GameInfo'."
    ),
    (["a": "12345678"], "Dataset size limit exceeded: 9 > 8 bytes in 'GameInfo'."),
  ])
  func `B-79 C-045 the message names the limit and the size`(
    values: [String: String], expected: String
  ) async throws {
    let bench = try Bench(limits: SyncLimits(recordsPerDataset: 2, bytesPerDataset: 8))
    try bench.dataset().set(values)
    let error = await #expect(throws: SyncError.self) { try await bench.dataset().synchronize() }
    #expect(error?.code == .limitExceeded)
    #expect(error?.message.hasPrefix(expected) == true)
    #expect(bench.service.calls.contains("UpdateRecords") == false)
    // What was never sent leaves no trace when it goes.
    try bench.dataset().remove("a")
    #expect(try bench.dataset().record(for: "a") == nil)
  }

  @Test func `B-03 C-030 refusals without end name the keys and leave the edits`() async throws {
    let bench = try Bench()
    bench.service.state.withLock { state in
      state.fault = { name in
        name == "UpdateRecords" ? .refuse(WireError(.resourceConflict, "Current SyncCount")) : nil
      }
    }
    let dataset = try bench.dataset()
    let keys = (1...7).map { "k\($0)" }
    try dataset.set(keys.reduce(into: [:]) { $0[$1] = "1" })
    let error = await #expect(throws: SyncError.self) { try await dataset.synchronize() }
    #expect(error?.code == .conflictRetriesExceeded)
    #expect(error?.keys == keys)
    #expect(error?.message.contains("k1, k2, k3, k4, k5 and 2 more") == true)
    #expect(try dataset.unsynchronizedCount() == 7)
    #expect(bench.service.calls.count { $0 == "UpdateRecords" } == 4)
  }
}
