import CognitoWire
import SyncCore
import Synchronization
import TestKit
import Testing

@testable import SyncClient

/// Listings and counts that led the originals astray (cognito-sync.md 7.1).
@Suite struct BugListingTests {
  @Test func `C-020 the first sync of one put lists from 0, uploads with 0 and ends at 1`()
    async throws
  {
    let (bench, relay) = try Self.relayed()
    try bench.dataset().set("a", to: "1")
    _ = try await bench.dataset().synchronize()
    #expect(relay.listings.map(\.lastSyncCount) == [0])
    #expect(relay.uploads.map { $0.map(\.syncCount) } == [[0]])
    #expect(try bench.dataset().summary()?.lastSyncCount == 1)
    #expect(try bench.dataset().record(for: "a")?.isDirty == false)
    #expect(try bench.dataset().record(for: "a")?.syncCount == 1)
  }

  @Test func `C-021 a sync without changes is one request`() async throws {
    let bench = try Bench()
    try bench.dataset().set("a", to: "1")
    _ = try await bench.dataset().synchronize()
    let before = bench.service.calls.count
    let result = try await bench.dataset().synchronize()
    #expect(bench.service.calls.dropFirst(before) == ["ListRecords"])
    #expect(result == SyncResult(changedKeys: [], pushedRecords: 0))
  }

  /// The service was put back to a backup that knows neither the count nor the last texts.
  @Test func `C-035 B-05 a count that the service does not know is healed by a full listing`()
    async throws
  {
    let (bench, relay) = try Self.relayed(callbacks: .neverAsked)
    let dataset = try bench.dataset()
    try dataset.set(["a": "1", "b": "1"])
    _ = try await dataset.synchronize()
    let backup = bench.service.state.withLock { $0.ledgers }
    for number in 2...4 {
      try dataset.set("late\(number)", to: "1")
      _ = try await dataset.synchronize()
    }
    bench.service.state.withLock { $0.ledgers = backup }
    try dataset.set("pending", to: "2")
    _ = try await dataset.synchronize()
    #expect(relay.listings.map(\.lastSyncCount).suffix(2) == [4, 0])
    #expect(try await bench.remote() == ["a": "1", "b": "1", "pending": "2"])
    try await bench.expectAgreement()
  }

  /// The guest's dataset is at 3, the account's own at 1.
  @Test func `B-06 the count of a guest's dataset is never asked of the account's`() async throws {
    let (bench, relay) = try Self.relayed()
    let login = ["login.example.com": "anna"]
    let known = try Bench(service: bench.service, logins: { login })
    try known.dataset().set("theirs", to: "1")
    _ = try await known.dataset().synchronize()
    let owner = try await known.identity()
    for number in 1...3 {
      try bench.dataset().set("a", to: "\(number)")
      _ = try await bench.dataset().synchronize()
    }
    let guest = try await bench.identity()
    try await bench.manager.credentials.setLogins { login }
    _ = try await bench.dataset().synchronize()
    let ofOwner = relay.listings.filter { $0.path.identity == owner }
    #expect(ofOwner.filter { $0.path.name.rawValue == "GameInfo" }.first?.lastSyncCount == 0)
    #expect(ofOwner.allSatisfy { $0.lastSyncCount <= 1 })
    #expect(relay.listings.last?.path.identity != guest)
    #expect(try bench.dataset().values() == ["theirs": "1", "a": "3"])
  }

  @Test func `C-023 B-11 every page of a listing is read`() async throws {
    let (bench, relay) = try Self.relayed()
    relay.answer { question in
      guard case .list(let input) = question else { return nil }
      let number = input.nextToken.flatMap { Int($0) } ?? 0
      guard number < 5, let key = RecordKey("k\(number)") else { return nil }
      return .listing(
        RecordsListing(
          records: [Self.record(key, "1", SyncCount(number) + 1)],
          nextToken: number < 4 ? "\(number + 1)" : nil,
          // Somebody writes while the pages are read; that is for the next run.
          datasetSyncCount: 5 + SyncCount(number), lastModifiedBy: "other",
          mergedDatasetNames: [], datasetExists: true,
          datasetDeletedAfterRequestedSyncCount: false, sessionToken: "t", isFullListing: true))
    }
    let result = try await bench.dataset().synchronize()
    #expect(result.changedKeys.map(\.rawValue) == ["k0", "k1", "k2", "k3", "k4"])
    #expect(relay.listings.map(\.nextToken) == [nil, "1", "2", "3", "4"])
    #expect(try bench.dataset().summary()?.lastSyncCount == 5)
  }

  @Test func `B-11 every page of the datasets is read`() async throws {
    let (bench, relay) = try Self.relayed()
    let identity = try await bench.identity()
    relay.answer { question in
      guard case .datasets(let input) = question else { return nil }
      let number = input.nextToken.flatMap { Int($0) } ?? 0
      guard let name = DatasetName("d\(number)") else { return nil }
      let now = Timestamp(milliseconds: 1)
      return .datasets(
        [
          DatasetMetadata(
            identity: identity, name: name, created: now, lastModified: now,
            lastModifiedBy: "other", storageBytes: 2, recordCount: 1)
        ], next: number < 3 ? "\(number + 1)" : nil)
    }
    try await bench.manager.refreshDatasets()
    #expect(try bench.manager.datasets().map(\.name.rawValue) == ["d0", "d1", "d2", "d3"])
  }

  /// A key that another device writes between this one's listing and its upload.
  @Test func `C-033 B-18 what others wrote between listing and upload comes with the next run`()
    async throws
  {
    let (bench, relay) = try Self.relayed(callbacks: .neverAsked)
    let identity = try await bench.identity()
    try bench.dataset().set("a", to: "1")
    _ = try await bench.dataset().synchronize()
    let once = Countdown(1)
    bench.service.state.withLock {
      $0.pause = { [service = bench.service] name in
        guard name == "UpdateRecords", once.isDue() else { return }
        try? service.write(["b": "theirs"], to: identity)
      }
    }
    try bench.dataset().set("a", to: "2")
    _ = try await bench.dataset().synchronize()
    #expect(try bench.dataset().record(for: "a")?.syncCount == 3)
    #expect(try bench.dataset().summary()?.lastSyncCount == 1)
    let result = try await bench.dataset().synchronize()
    #expect(result.changedKeys.map(\.rawValue) == ["b"])
    #expect(relay.listings.map(\.lastSyncCount) == [0, 1, 1])
    try await bench.expectAgreement()
  }

  @Test func `B-19 a run ends when nothing is left to list`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set(["a": "1", "b": "2"])
    _ = try await dataset.synchronize()
    try dataset.remove(["a", "b"])
    #expect(try await dataset.synchronize().pushedRecords == 2)
    #expect(try await dataset.synchronize().pushedRecords == 0)
    let other = try Bench(service: bench.service)
    #expect(try await other.dataset().synchronize().changedKeys.isEmpty)
    try await bench.expectAgreement()
  }

  @Test func `B-19 a run ends when the answer to an upload names no record`() async throws {
    let (bench, relay) = try Self.relayed(callbacks: .neverAsked)
    try bench.dataset().set("a", to: "1")
    let once = Countdown(1)
    relay.answer { question in
      guard case .update = question, once.isDue() else { return nil }
      return .written([])
    }
    _ = try await bench.dataset().synchronize()
    #expect(try bench.dataset().isChanged("a"))
    _ = try await bench.dataset().synchronize()
    try await bench.expectAgreement()
  }

  @Test func `C-034 what a trigger changed, added and removed is taken over from the answer`()
    async throws
  {
    let (bench, relay) = try Self.relayed(callbacks: .neverAsked)
    try bench.service.write(["gone": "1"], to: try await bench.identity())
    _ = try await bench.dataset().synchronize()
    try bench.dataset().set("a", to: "1")
    relay.answer { question in
      guard case .update = question, let a = RecordKey("a"), let gone = RecordKey("gone"),
        let added = RecordKey("added")
      else { return nil }
      return .written([
        Self.record(a, "fixed", 2), Self.record(gone, nil, 2), Self.record(added, "", 2),
      ])
    }
    let result = try await bench.dataset().synchronize()
    #expect(result.changedKeys.map(\.rawValue) == ["a", "added", "gone"])
    #expect(try bench.dataset().values() == ["a": "fixed", "added": ""])
    #expect(try bench.dataset().record(for: "gone")?.isDeleted == true)
    #expect(try bench.dataset().unsynchronizedCount() == 0)
    #expect(try bench.dataset().summary()?.lastSyncCount == 2)
  }

  @Test
  func `C-012 B-26 counts beyond 32 bits come back in the next requests, also after a restart`()
    async throws
  {
    let high: SyncCount = 5_000_000_000
    let (bench, relay) = try Self.relayed()
    let key = try #require(RecordKey("a"))
    relay.answer { question in
      switch question {
      case .list(let input):
        .listing(
          RecordsListing(
            records: input.lastSyncCount == 0 ? [Self.record(key, "1", high)] : [],
            nextToken: nil, datasetSyncCount: max(high, input.lastSyncCount),
            lastModifiedBy: "other", mergedDatasetNames: [], datasetExists: true,
            datasetDeletedAfterRequestedSyncCount: false, sessionToken: "t", isFullListing: false))
      case .update: .written([Self.record(key, "2", high + 1)])
      case .datasets: nil
      }
    }
    _ = try await bench.dataset().synchronize()
    try bench.dataset().set("a", to: "2")
    _ = try await bench.dataset().synchronize()
    await bench.manager.close()
    let restarted = try Bench(service: bench.service, folder: bench.folder, relay: relay)
    #expect(try restarted.dataset().record(for: "a")?.syncCount == high + 1)
    _ = try await restarted.dataset().synchronize()
    #expect(relay.uploads.map { $0.map(\.syncCount) } == [[high]])
    #expect(relay.listings.map(\.lastSyncCount) == [0, high, high + 1])
  }

  @Test func `C-013 B-20 an empty text and a removal reach another device as what they are`()
    async throws
  {
    let service = FakeService(pool: Bench.pool)
    let login = ["login.example.com": "anna"]
    let laptop = try Bench(service: service, logins: { login })
    let phone = try Bench(service: service, logins: { login })
    try laptop.dataset().set(["empty": "", "gone": "1"])
    for device in [laptop, phone] { _ = try await device.dataset().synchronize() }
    try laptop.dataset().remove("gone")
    for device in [laptop, phone] { _ = try await device.dataset().synchronize() }
    for device in [laptop, phone] {
      #expect(try device.dataset().values() == ["empty": ""])
      #expect(try device.dataset().record(for: "gone")?.isDeleted == true)
    }
    // A tombstone that is touched again is no empty text.
    try phone.dataset().set("other", to: "1")
    for device in [phone, laptop] { _ = try await device.dataset().synchronize() }
    #expect(try laptop.dataset().value(for: "gone") == nil)
    try await laptop.expectAgreement()
  }

  static func relayed(
    callbacks: SyncCallbacks = SyncCallbacks()
  ) throws -> (Bench, Relay) {
    let service = FakeService(pool: Bench.pool)
    let relay = Relay(to: service)
    return (try Bench(service: service, callbacks: callbacks, relay: relay), relay)
  }

  static func record(_ key: RecordKey, _ value: String?, _ count: SyncCount) -> SyncRecord {
    SyncRecord(
      key: key, value: value, syncCount: count, lastModified: Timestamp(milliseconds: 1),
      lastModifiedBy: "other", deviceLastModified: Timestamp(milliseconds: 1))
  }
}
