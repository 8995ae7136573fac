import CognitoWire
import SyncCore
import Synchronization
import TestKit
import Testing

@testable import SyncClient

/// What users of the best systems lost data or patience to (peers.md A3), on exact states.
@Suite struct ComplaintTests {
  /// Any local counts, edits and listing position over any service, as years of bugs may leave
  /// them; 5,285 and not 5,282 is one of these.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `A3 whatever state a device is in, it heals or says what is wrong`(
    seed: UInt64
  ) async throws {
    var generator = SeededGenerator(seed: seed)
    let bench = try Bench()
    let identity = try await bench.identity()
    let edits = try await Self.plant(bench, identity, &generator)
    let ledger = try #require(bench.service.ledger(identity))
    for round in 0..<3 {
      do {
        _ = try await bench.dataset().synchronize()
        #expect(
          try bench.dataset().unsynchronizedCount() == 0, "seed \(seed), round \(round)")
      } catch {
        Issue.record("seed \(seed), round \(round): \(error)")
      }
    }
    // An edit is on both sides, or what the service had won over it.
    let (here, there) = (try bench.dataset().values(), try await bench.remote())
    for (key, text) in edits {
      #expect(here[key] == there[key], "seed \(seed), \(key)")
      let before = RecordKey(key).flatMap { ledger.records[$0] }?.value
      #expect(here[key] == text || here[key] == before, "seed \(seed), \(key)")
    }
    #expect(bench.service.calls.count { $0 == "UpdateRecords" } <= 4, "seed \(seed)")
  }

  /// Brings service and device into any state, and returns the texts of the device's edits.
  private static func plant(
    _ bench: Bench, _ identity: IdentityID, _ generator: inout SeededGenerator
  ) async throws -> [String: String?] {
    let keys = (0..<6).map { "k\($0)" }
    let texts = ["1", "2", nil]
    for _ in 0..<Int.random(in: 1..<9, using: &generator) {
      let key = keys.randomElement(using: &generator) ?? "k0"
      try bench.service.write(
        [key: texts.randomElement(using: &generator) ?? nil], to: identity)
    }
    let ledger = try #require(bench.service.ledger(identity))
    let newest = ledger.state.syncCount
    var rows: [Bench.Planted] = []
    var edits: [String: String?] = [:]
    for key in keys where Bool.random(using: &generator) {
      let edit = [LocalRecord.Edit.none, .unsent, .sent].randomElement(using: &generator) ?? .none
      let known = RecordKey(key).flatMap { ledger.records[$0] }
      let isOld = edit != .none || Bool.random(using: &generator)
      let count = isOld ? SyncCount.random(in: 0...newest, using: &generator) : known?.syncCount
      let text = isOld ? texts.randomElement(using: &generator) ?? nil : known?.value
      rows.append(.init(key: key, value: text, syncCount: count ?? 0, edit: edit))
      if edit != .none { edits[key] = text }
    }
    try await bench.plant(
      rows, lastSyncCount: SyncCount.random(in: 0...newest + 2, using: &generator))
    return edits
  }

  /// The same conflict came back every few seconds, and the game never started.
  @Test(arguments: [ConflictResolution.local, .remote, .value("both")])
  func `A3 a conflict that was decided never comes back`(
    resolution: ConflictResolution
  ) async throws {
    let asked = Mutex(0)
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      asked.withLock { $0 += 1 }
      return .resolve([report.conflicts[0].key: resolution])
    }
    let service = FakeService(pool: Bench.pool)
    let login = ["login.example.com": "anna"]
    let devices = try (0..<2).map { _ in
      try Bench(service: service, callbacks: callbacks, logins: { login })
    }
    for device in devices { _ = try await device.dataset().synchronize() }
    for (number, device) in devices.enumerated() { try device.dataset().set("a", to: "\(number)") }
    for _ in 0..<4 {
      for device in devices { _ = try await device.dataset().synchronize() }
    }
    #expect(asked.withLock { $0 } == 1)
    #expect(try devices[0].dataset().values() == devices[1].dataset().values())
    for device in devices { try await device.expectAgreement() }
  }

  /// Last writers won in silence there whenever clocks disagreed.
  @Test(arguments: [-86_400_000, 0, 86_400_000] as [Int64])
  func `A3 a conflict is found by counts, whatever the clocks say`(skew: Int64) async throws {
    let asked = Mutex<[String]>([])
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      asked.withLock { $0.append(report.conflicts[0].local.value ?? "-") }
      return .resolve([report.conflicts[0].key: .local])
    }
    let service = FakeService(pool: Bench.pool)
    let login = ["login.example.com": "anna"]
    let laptop = try Bench(service: service, callbacks: callbacks, logins: { login })
    let phone = try Bench(service: service, callbacks: callbacks, skew: skew, logins: { login })
    for device in [laptop, phone] { _ = try await device.dataset().synchronize() }
    try laptop.dataset().set("a", to: "laptop")
    try phone.dataset().set("a", to: "phone")
    for device in [laptop, phone, laptop] { _ = try await device.dataset().synchronize() }
    #expect(asked.withLock { $0 } == ["phone"])
    #expect(try laptop.dataset().value(for: "a") == "phone")
  }

  /// A refusal for the quota was never tried again there, and more than 400 items never arrived.
  @Test func `A3 what did not fit is uploaded once there is room, a thousand records at once`()
    async throws
  {
    let bench = try Bench(limits: SyncLimits(recordsPerDataset: 900))
    let dataset = try bench.dataset()
    try dataset.set((0..<1_000).reduce(into: [:]) { $0["k\($1)"] = "1" })
    for _ in 0..<2 {
      let error = await #expect(throws: SyncError.self) { try await dataset.synchronize() }
      #expect(error?.code == .limitExceeded)
      #expect(error?.message.contains("1000 > 900 records") == true)
      #expect(try dataset.unsynchronizedCount() == 1_000)
    }
    try dataset.remove((0..<100).map { "k\($0)" })
    #expect(try await dataset.synchronize().pushedRecords >= 900)
    #expect(try dataset.values().count == 900)
    try await bench.expectAgreement()
  }

  @Test func `A3 what the service has no room for waits, and goes up when there is`() async throws {
    let bench = try Bench()
    try bench.dataset().set("a", to: "1")
    bench.service.state.withLock {
      $0.fault = { name in
        name == "UpdateRecords"
          ? .refuse(WireError(.limitExceeded, "Identity has 20 datasets.")) : nil
      }
    }
    let error = await #expect(throws: SyncError.self) { try await bench.dataset().synchronize() }
    #expect(error?.code == .limitExceeded)
    #expect(error?.message == "Identity has 20 datasets.")
    #expect(try bench.dataset().isChanged("a"))
    bench.service.state.withLock { $0.fault = { _ in nil } }
    _ = try await bench.dataset().synchronize()
    try await bench.expectAgreement()
  }

  /// The request for one more run comes while one is on its way that has already listed.
  @Test func `A3 whoever asks after another device's success gets its record`() async throws {
    let service = FakeService(pool: Bench.pool)
    let login = ["login.example.com": "anna"]
    let laptop = try Bench(service: service, logins: { login })
    let phone = try Bench(service: service, logins: { login })
    for device in [laptop, phone] { _ = try await device.dataset().synchronize() }
    try phone.dataset().set("phone", to: "1")
    let (listed, gate) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
    let isFirst = Countdown(1)
    service.state.withLock {
      $0.pause = { name in
        guard name == "UpdateRecords", isFirst.isDue() else { return }
        listed.continuation.finish()
        for await _ in gate.stream {}
      }
    }
    let early = Task { [dataset = try phone.dataset()] in try await dataset.synchronize() }
    for await _ in listed.stream {}
    try laptop.dataset().set("laptop", to: "1")
    _ = try await laptop.dataset().synchronize()
    let late = Task { [dataset = try phone.dataset()] in try await dataset.synchronize() }
    for _ in 0..<20 { await Task.yield() }
    gate.continuation.finish()
    _ = try await early.value
    _ = try await late.value
    #expect(try phone.dataset().value(for: "laptop") == "1")
  }

  /// Power or patience ended before the upload; meanwhile an older text came from elsewhere.
  @Test func `A3 edits that were never uploaded survive the next start and older texts`()
    async throws
  {
    let folder = try TemporaryDirectory()
    let service = FakeService(pool: Bench.pool)
    let login = ["login.example.com": "anna"]
    let phone = try Bench(service: service, logins: { login })
    let laptop = try Bench(service: service, folder: folder, logins: { login })
    for device in [laptop, phone] { _ = try await device.dataset().synchronize() }
    try phone.dataset().set(["save": "13 files", "other": "1"])
    laptop.clock.advance(1_000)
    try laptop.dataset().set("save", to: "49 files")
    await laptop.manager.close()
    _ = try await phone.dataset().synchronize()
    let again = try Bench(service: service, folder: folder, logins: { login })
    _ = try await again.dataset().synchronize()
    #expect(try again.dataset().values() == ["save": "49 files", "other": "1"])
    _ = try await phone.dataset().synchronize()
    #expect(try phone.dataset().value(for: "save") == "49 files")
  }
}
