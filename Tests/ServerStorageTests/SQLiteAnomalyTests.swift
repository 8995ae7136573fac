import Foundation
import GRDB
import ServerStorage
import SyncCore
import Testing
import TestKit

/// What goes wrong around a store, and what is left afterwards.
@Suite struct SQLiteAnomalyTests {
  private static func options(pages: Int? = nil) -> SQLiteOptions {
    SQLiteOptions(logBytes: 1 << 16, maximumPages: pages)
  }

  private static func integrity(_ directory: TemporaryDirectory) throws -> String? {
    try DatabaseQueue(path: directory.databasePath).read { database in
      try #require(try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").isEmpty)
      return try String.fetchOne(database, sql: "PRAGMA integrity_check")
    }
  }

  /// Writes until the disk is full and returns how many commits were acknowledged.
  private static func fill(
    _ store: SQLiteServerStore, _ fixtures: StoreFixtures, _ dataset: DatasetReference
  ) async throws -> Int {
    for number in 0..<60 {
      let value = String(repeating: "x", count: 3_000)
      do throws(StoreError) {
        let session = SyncSessionReference(
          id: [UInt8(number)], expires: Timestamp(milliseconds: 9_000_000))
        let request = CommitRequest(
          dataset: dataset,
          patches: RecordKey("k\(number)").map { key in
            [RecordPatch(key: key, value: value, syncCount: 0, deviceLastModified: nil)]
          } ?? [], author: "me", session: session, now: fixtures.now)
        _ = try await store.commit(request)
      } catch {
        guard case .failure(let failure) = error else { throw error }
        #expect(failure.kind == .diskFull)
        #expect(failure.message.contains("Free some space"))
        return number
      }
    }
    Issue.record("The disk was never full.")
    return 60
  }

  @Test(arguments: 1...12)
  func `a disk that fills up at any page loses nothing acknowledged`(spare: Int) async throws {
    let directory = try TemporaryDirectory()
    var store = try directory.open(Self.options())
    let fixtures = try await StoreFixtures(in: store)
    let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
    await store.close()
    let pages = try await DatabaseQueue(path: directory.databasePath).read { database in
      try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    }
    store = try directory.open(Self.options(pages: pages + spare))
    let acknowledged = try await Self.fill(store, fixtures, dataset)
    #expect(try await store.syncCount(of: dataset) == SyncCount(acknowledged))
    await store.close()
    #expect(try Self.integrity(directory) == "ok")
    store = try directory.open(Self.options())
    let page = try await fixtures.everything(of: dataset, in: store).page
    #expect(page.records.map(\.syncCount) == (0..<acknowledged).map { SyncCount($0 + 1) })
    let more = try fixtures.put(["more": "1"], to: dataset)
    #expect(try await store.commit(more).map(\.syncCount) == [SyncCount(acknowledged + 1)])
    await store.close()
  }

  @Test func `files copied while the service runs hold all that was acknowledged`() async throws {
    let directory = try TemporaryDirectory()
    let store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
    for count in 0..<25 as Range<SyncCount> {
      _ = try await store.commit(fixtures.put(["a": "\(count)"], at: count, to: dataset))
    }
    let copy = try TemporaryDirectory()
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(
        atPath: directory.databasePath + suffix, toPath: copy.databasePath + suffix)
    }
    let recovered = try copy.open()
    #expect(try await recovered.syncCount(of: dataset) == 25)
    await recovered.close()
    await store.close()
  }

  @Test func `a second process on the directory is refused`() async throws {
    let directory = try TemporaryDirectory()
    let store = try directory.open()
    let error = #expect(throws: StorageFailure.self) { try directory.open() }
    #expect(error?.kind == .alreadyRunning)
    #expect(error?.message.contains("Another process works on this data directory") == true)
    await store.close()
    await (try directory.open()).close()
  }

  @Test func `what was written is there after closing and opening`() async throws {
    let directory = try TemporaryDirectory()
    var store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
    _ = try await store.commit(fixtures.put(["a": "1"], to: dataset))
    let before = try await fixtures.everything(of: dataset, in: store)
    await store.close()
    store = try directory.open()
    #expect(try await fixtures.everything(of: dataset, in: store) == before)
    await store.close()
  }

  @Test func `a closed store fails and does not trap`() async throws {
    let directory = try TemporaryDirectory()
    let store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    await store.close()
    let error = await #expect(throws: StoreError.self) { try await store.pool(fixtures.pool) }
    guard case .failure(let failure)? = error else {
      Issue.record("The failure is the storage's.")
      return
    }
    #expect(failure.kind == .closed)
  }
}
