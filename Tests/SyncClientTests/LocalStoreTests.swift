import FoundationEssentials
import GRDB
import SyncCore
import Synchronization
import Testing

@testable import SyncClient
import TestKit

@Suite struct LocalStoreTests {
  private let folder: TemporaryDirectory
  private let now = Timestamp(milliseconds: 1_000)

  init() throws { folder = try TemporaryDirectory() }

  private func open() throws -> LocalStore {
    try LocalStore.open(at: folder.file("s.sqlite"), pool: Bench.pool, now: now)
  }

  private func name(_ text: String = "GameInfo") throws -> DatasetName {
    try #require(DatasetName(text))
  }

  private func key(_ text: String) throws -> RecordKey { try #require(RecordKey(text)) }

  private func identity(_ text: String) throws -> IdentityID {
    try #require(IdentityID("us-east-1:\(text)"))
  }

  @Test(arguments: ["", "plain", "e\u{301}", "a\u{0}b", "line\nline", "🧩", "null"])
  func `any text survives a restart to the byte`(text: String) throws {
    let first = try open()
    _ = try first.set(
      [key("k")].reduce(into: [:]) { $0[$1] = text }, in: name(), of: .current, at: now)
    first.close()
    let row = try open().record(key("k"), in: name(), of: .current)
    #expect(row?.value.isIdentical(to: text) == true)
    #expect(row?.isDirty == true)
    #expect(row?.deviceLastModified == now)
  }

  @Test func `keys are told apart by their bytes`() throws {
    let store = try open()
    let both = [try key("e\u{301}"): "1", try key("\u{e9}"): "2"]
    _ = try store.set(both, in: name(), of: .current, at: now)
    #expect(try store.replica(of: name(), of: .current).rows.count == 2)
  }

  @Test func `C-012 counts beyond 32 bits and clean rows survive`() throws {
    let store = try open()
    let owner = try identity("aa")
    try store.create(name(), of: .identity(owner), at: now)
    let record = SyncRecord(
      key: try key("a"), value: "1", syncCount: 5_000_000_000, lastModified: now,
      lastModifiedBy: "x", deviceLastModified: now)
    let pull = Pull(
      since: 0, datasetSyncCount: 5_000_000_001, records: [record], isFull: true)
    let report = try store.apply(
      .merge(pull), to: name(), identity: owner, expecting: 0, at: now)
    #expect(report.lastSyncCount == 5_000_000_001)
    let row = try store.record(key("a"), in: name(), of: .identity(owner))
    #expect(row?.syncCount == 5_000_000_000)
    #expect(row?.isDirty == false)
  }

  @Test(arguments: ["garbage", "truncated"])
  func `a damaged file is set aside and the store begins anew`(damage: String) throws {
    let store = try open()
    for number in 0..<200 {
      _ = try store.set(
        [key("k\(number)"): String(repeating: "x", count: 200)], in: name(), of: .current, at: now)
    }
    try store.flush()
    store.close()
    let path = folder.file("s.sqlite")
    var bytes = try Data(contentsOf: URL(filePath: path))
    if damage == "garbage" {
      for index in 0..<bytes.count where index % 3 == 0 { bytes[index] = 0x5A }
    } else {
      bytes = bytes.prefix(bytes.count / 2)
    }
    try bytes.write(to: URL(filePath: path))
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }

    let fresh = try open()
    let copy = try #require(fresh.damagedCopy)
    #expect(copy.hasPrefix(path + ".damaged-1000"))
    #expect(try Data(contentsOf: URL(filePath: copy)) == bytes)
    #expect(try fresh.replica(of: name(), of: .current).rows.isEmpty)
    _ = try fresh.set([key("k"): "1"], in: name(), of: .current, at: now)
    #expect(try open().damagedCopy == nil)
  }

  @Test func `a closed store says so`() throws {
    let store = try open()
    store.close()
    #expect(throws: StoreError.self) { try store.cachedIdentity() }
  }

  @Test func `only the owner may read the file`() throws {
    _ = try open()
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("s.sqlite"))
    #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
  }

  @Test func `a full disk is said so, and nothing is lost`() throws {
    let store = try open()
    _ = try store.set([key("a"): "1"], in: name(), of: .current, at: now)
    try store.connection().writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
    }
    do {
      _ = try store.set(
        [key("b"): String(repeating: "x", count: 100_000)], in: name(), of: .current, at: now)
      Issue.record("A full disk took more.")
    } catch {
      guard case .full? = error as? StoreError else {
        Issue.record("\(error)")
        return
      }
    }
    #expect(try store.replica(of: name(), of: .current).values == [key("a"): "1"])
  }

  @Test func `two processes on one file see each other's writes`() async throws {
    let stores = [try open(), try open()]
    let dataset = try name()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, store) in stores.enumerated() {
        group.addTask { [now] in
          for number in 0..<100 {
            guard let key = RecordKey("\(index).\(number)") else { continue }
            _ = try store.set([key: "1"], in: dataset, of: .current, at: now)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try stores[0].replica(of: dataset, of: .current).rows.count == 200)
    let sequences = try stores[1].replica(of: dataset, of: .current).rows.values
      .map(\.editSequence)
    #expect(Set(sequences).count == 200)
  }

  @Test func `a store without the newest schema is brought up to date and keeps its rows`() throws {
    let first = try open()
    _ = try first.set([key("a"): "1"], in: name(), of: .current, at: now)
    // What remains is the file of the first release.
    try first.connection().write {
      try $0.execute(
        sql: """
          DROP TABLE device; DROP TABLE journal;
          ALTER TABLE record DROP COLUMN modified_device;
          ALTER TABLE dataset DROP COLUMN last_attempt_at;
          ALTER TABLE dataset DROP COLUMN last_error_code;
          ALTER TABLE dataset DROP COLUMN last_error_message;
          ALTER TABLE dataset DROP COLUMN last_journal_id;
          DELETE FROM grdb_migrations WHERE identifier <> '001-datasets';
          """)
    }
    first.close()
    let second = try open()
    #expect(try second.replica(of: name(), of: .current).values == [key("a"): "1"])
    let applied = try second.connection().read {
      try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier")
    }
    #expect(applied == ["001-datasets", "002-device", "003-journal"])
  }

  @Test func `a guest's deletion goes along to a merged dataset that is known already`() throws {
    let store = try open()
    let (guest, member) = (try identity("aa"), try identity("bb"))
    let merged = try #require(try name().merged(from: guest))
    let first = CachedIdentity(identity: guest, isAuthenticated: false)
    _ = try store.adopt(first, replacing: nil, cause: .first, at: now)
    _ = try store.set([key("a"): "1"], in: name(), of: .current, at: now)
    _ = try store.delete(name(), of: .current, at: now)
    try store.create(merged, of: .identity(member), at: now)
    let second = CachedIdentity(identity: member, isAuthenticated: true)
    _ = try store.adopt(second, replacing: guest, cause: .serverMerge, at: now)
    let summary = try store.datasets(of: .current).first { $0.name == merged }
    #expect(summary != nil)
    #expect(summary?.lastSyncCount == nil)
    #expect(try store.pendingChanges(of: .current).deletedDatasets == 1)
  }

  @Test func `a store of a newer schema is refused and stays where it is`() throws {
    let store = try open()
    try store.connection().write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999-later')")
    }
    store.close()
    #expect(throws: StoreError.self) { try open() }
    #expect(FileManager.default.fileExists(atPath: folder.file("s.sqlite")))
  }

  @Test func `an interruption at any statement leaves all or nothing`() throws {
    var statement = 0
    var wasInterrupted = true
    while wasInterrupted {
      statement += 1
      let store = try LocalStore.open(
        at: folder.file("n\(statement).sqlite"), pool: Bench.pool, now: now)
      _ = try store.set([key("a"): "1", key("b"): "1"], in: name(), of: .current, at: now)
      wasInterrupted = try interrupting(store, at: statement) {
        _ = try store.set([key("a"): "2", key("b"): "2"], in: name(), of: .current, at: now)
      }
      let values = Set(try store.replica(of: name(), of: .current).values.values)
      #expect(values == (wasInterrupted ? ["1"] : ["2"]))
      let verdict = try store.connection().read {
        try String.fetchOne($0, sql: "PRAGMA integrity_check")
      }
      #expect(verdict == "ok")
    }
    #expect(statement > 5)
  }

  /// Runs `body` with one statement failing; tells whether it failed.
  private func interrupting(
    _ store: LocalStore, at statement: Int, _ body: () throws -> Void
  ) throws -> Bool {
    let counter = StatementCounter(failing: statement)
    let queue = try store.connection()
    queue.inDatabase { database in
      database.trace(options: .statement) { _ in counter.count(queue) }
    }
    defer { queue.inDatabase { $0.trace(options: .statement, nil) } }
    do {
      try body()
      return false
    } catch {
      return true
    }
  }
}

/// Interrupts a connection at one of its statements.
private final class StatementCounter: Sendable {
  private let left: Mutex<Int>

  init(failing statement: Int) { left = Mutex(statement) }

  func count(_ queue: DatabaseQueue) {
    let isDue = left.withLock { left in
      left -= 1
      return left == 0
    }
    if isDue { queue.interrupt() }
  }
}
