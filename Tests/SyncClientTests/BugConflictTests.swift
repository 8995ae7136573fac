import CognitoWire
import SyncCore
import Synchronization
import TestKit
import Testing

@testable import SyncClient

/// Refused uploads and conflicts that the originals did not survive (cognito-sync.md 7.1, 7.2).
@Suite struct BugConflictTests {
  /// The device has listed beyond the record's true count, so no listing from there shows it.
  @Test func `B-01 an equal text under an older count is cleaned instead of refused for ever`()
    async throws
  {
    let bench = try Bench(callbacks: .neverAsked)
    let identity = try await bench.identity()
    for value in ["1", "same"] { try bench.service.write(["a": value], to: identity) }
    try bench.service.write(["b": "2"], to: identity)
    try await bench.plant(
      [
        .init(key: "a", value: "same", syncCount: 1, edit: .sent),
        .init(key: "b", value: "2", syncCount: 3),
      ], lastSyncCount: 3)
    let result = try await bench.dataset().synchronize()
    #expect(result.pushedRecords == 0)
    #expect(try bench.dataset().record(for: "a")?.syncCount == 2)
    #expect(bench.service.calls.count { $0 == "UpdateRecords" } == 1)
    try await bench.expectAgreement()
  }

  /// The stale record is at 2 of 1; another patch is right at 3, where the originals went on.
  @Test func `C-029 B-02 a stale record below the other patches is found within the attempts`()
    async throws
  {
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      #expect(report.conflicts.map(\.key.rawValue) == ["a"])
      return .resolve([report.conflicts[0].key: .local])
    }
    let relay: Relay
    let service = FakeService(pool: Bench.pool)
    relay = Relay(to: service)
    let bench = try Bench(service: service, callbacks: callbacks, relay: relay)
    let identity = try await bench.identity()
    for value in ["1", "theirs"] { try service.write(["a": value], to: identity) }
    try service.write(["b": "1"], to: identity)
    try await bench.plant(
      [
        .init(key: "a", value: "mine", syncCount: 1, edit: .unsent),
        .init(key: "b", value: "2", syncCount: 3, edit: .unsent),
      ], lastSyncCount: 3)
    let result = try await bench.dataset().synchronize()
    #expect(result.pushedRecords == 2)
    #expect(relay.listings.map(\.lastSyncCount) == [3, 1])
    #expect(try await bench.remote() == ["a": "mine", "b": "2"])
    try await bench.expectAgreement()
  }

  @Test func `B-03 endless refusals end with the keys named, after growing pauses`() async throws {
    let bench = try Bench()
    try bench.dataset().set(["level": "1", "score": "2"])
    bench.service.state.withLock {
      $0.fault = { name in
        guard name == "UpdateRecords" else { return nil }
        return .refuse(
          WireError(.resourceConflict, "Current SyncCount for: level is: 5285 not: 5282"))
      }
    }
    let error = await #expect(throws: SyncError.self) { try await bench.dataset().synchronize() }
    #expect(error?.code == .conflictRetriesExceeded)
    #expect(error?.retry == .backoff)
    #expect(error?.message.contains("level, score") == true)
    #expect(bench.service.calls.count { $0 == "UpdateRecords" } == 4)
    #expect(bench.clock.pauses.count == 3)
    #expect(bench.clock.pauses == bench.clock.pauses.sorted())
    #expect(Set(bench.clock.pauses).count == 3)
    #expect(try bench.dataset().values() == ["level": "1", "score": "2"])
  }

  static let refusals: [(Int, String, String)] = [
    (409, "ResourceConflictException", "The record has changed."),
    (409, "ResourceConflict", "The record has changed."),
    (400, "ResourceConflictException", "The record has changed."),
    (400, "ResourceConflict", "The record has changed."),
    (409, "SomethingNew", "The record has changed."),
    (400, "InvalidParameterException", "Current SyncCount for: a is: 1 not: 0"),
    (400, "SomethingNew", "Current SyncCount for: a is: 1 not: 0"),
  ]

  @Test(arguments: refusals)
  func `C-036 B-04 a refusal is a conflict in whatever words it comes`(
    status: Int, code: String, message: String
  ) async throws {
    let service = FakeService(pool: Bench.pool)
    let relay = Relay(to: service)
    let bench = try Bench(service: service, relay: relay)
    try bench.dataset().set("a", to: "1")
    let first = Countdown(1)
    relay.answer { question in
      guard case .update = question, first.isDue() else { return nil }
      return .refusal(status, code: code, message)
    }
    #expect(try await bench.dataset().synchronize().pushedRecords == 1)
    #expect(relay.uploads.count == 2)
    try await bench.expectAgreement()
  }

  /// The record comes again in a full listing, under the very count the edit is based on.
  @Test func `C-025 B-07 an edit of the version that is listed again is kept and uploaded`()
    async throws
  {
    let bench = try Bench(callbacks: .neverAsked)
    try bench.service.write(["a": "old"], to: try await bench.identity())
    try await bench.plant(
      [.init(key: "a", value: "mine", syncCount: 1, edit: .unsent)], lastSyncCount: 0)
    #expect(try await bench.dataset().synchronize().pushedRecords == 1)
    #expect(try await bench.remote() == ["a": "mine"])
    try await bench.expectAgreement()
  }

  /// Others are faster three times, and every pull between has something to take in.
  @Test func `B-27 pulls that bring something cost no attempt`() async throws {
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { .resolve([$0.conflicts[0].key: .local]) }
    let bench = try Bench(callbacks: callbacks)
    let identity = try await bench.identity()
    try bench.dataset().set("a", to: "mine")
    let others = Countdown(3)
    bench.service.state.withLock {
      $0.pause = { [service = bench.service] name in
        guard name == "UpdateRecords", others.isDue() else { return }
        let count = service.calls.count
        try? service.write(["a": "theirs \(count)", "b\(count)": "1"], to: identity)
      }
    }
    let result = try await bench.dataset().synchronize()
    #expect(result.changedKeys.count >= 3)
    #expect(try await bench.remote()["a"] == "mine")
    try await bench.expectAgreement()
  }

  @Test(arguments: [ConflictResolution.remote, .local, .value("both")])
  func `C-032 B-29 an edit made while conflicts are decided outlives the decision`(
    resolution: ConflictResolution
  ) async throws {
    let dataset = Mutex<Dataset?>(nil)
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      try? dataset.withLock { $0 }?.set("a", to: "newest")
      return .resolve([report.conflicts[0].key: resolution])
    }
    let bench = try Bench(callbacks: callbacks)
    dataset.withLock { $0 = try? bench.dataset() }
    let identity = try await bench.identity()
    try bench.service.write(["a": "1"], to: identity)
    _ = try await bench.dataset().synchronize()
    try bench.service.write(["a": "theirs"], to: identity)
    try bench.dataset().set("a", to: "mine")
    _ = try await bench.dataset().synchronize()
    #expect(try bench.dataset().value(for: "a") == "newest")
    _ = try await bench.dataset().synchronize()
    #expect(try await bench.remote() == ["a": "newest"])
    try await bench.expectAgreement()
  }

  /// The laptop wrote first and uploaded late: by the service's clock it was last.
  @Test func `B-31 an edit is compared with the moment the other was made, not uploaded`()
    async throws
  {
    let service = FakeService(pool: Bench.pool)
    let login = ["login.example.com": "anna"]
    let laptop = try Bench(service: service, logins: { login })
    let phone = try Bench(service: service, logins: { login })
    for device in [laptop, phone] { _ = try await device.dataset().synchronize() }
    try laptop.dataset().set("a", to: "earlier")
    laptop.clock.advance(60_000)
    try phone.dataset().set("a", to: "later")
    laptop.clock.advance(60_000)
    _ = try await laptop.dataset().synchronize()
    laptop.clock.advance(60_000)
    for device in [phone, laptop] { _ = try await device.dataset().synchronize() }
    #expect(try laptop.dataset().value(for: "a") == "later")
    try await phone.expectAgreement()
  }

  @Test func `B-32 conflicts end without a callback of the app`() async throws {
    let bench = try Bench()
    let identity = try await bench.identity()
    try bench.dataset().set(["a": "1", "b": "1", "c": "1"])
    _ = try await bench.dataset().synchronize()
    try bench.service.write(["a": "x", "b": nil, "c": "z"], to: identity)
    bench.clock.advance(1_000)
    try bench.dataset().set(["a": "2", "b": "2"])
    try bench.dataset().remove("c")
    _ = try await bench.dataset().synchronize()
    #expect(try bench.dataset().values() == ["a": "2", "b": "2"])
    try await bench.expectAgreement()
  }
}
