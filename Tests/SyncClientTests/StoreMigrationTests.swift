import CognitoWire
import Foundation
import GRDB
import SyncCore
import Synchronization
import TestKit
import Testing

@testable import SyncClient

/// Local files of other versions (cognito-sync.md 6.2): older ones keep everything, newer ones are
/// refused.
@Suite struct StoreMigrationTests {
  private let folder: TemporaryDirectory
  private let path: String

  init() throws {
    folder = try TemporaryDirectory()
    path = folder.file("device.sqlite")
  }

  /// The file of the first version, as it was written then; this text never changes.
  private static let firstVersion = """
    PRAGMA journal_mode = WAL;
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES ('001-datasets');
    CREATE TABLE dataset (
      identity_id TEXT NOT NULL,
      name TEXT NOT NULL,
      created_at INTEGER,
      modified_at INTEGER,
      modified_by TEXT,
      storage_bytes INTEGER NOT NULL DEFAULT 0,
      record_count INTEGER NOT NULL DEFAULT 0,
      last_sync_count INTEGER NOT NULL DEFAULT 0 CHECK (last_sync_count >= -1),
      last_sync_at INTEGER,
      PRIMARY KEY (identity_id, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE record (
      identity_id TEXT NOT NULL,
      dataset TEXT NOT NULL,
      key TEXT NOT NULL,
      value TEXT,
      sync_count INTEGER NOT NULL DEFAULT 0,
      dirty INTEGER NOT NULL DEFAULT 1 CHECK (dirty BETWEEN 0 AND 2),
      edit_seq INTEGER NOT NULL DEFAULT 0,
      modified_at INTEGER,
      modified_by TEXT,
      device_modified_at INTEGER,
      PRIMARY KEY (identity_id, dataset, key)
    ) STRICT;
    CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO meta VALUES
      ('edit_seq', '9'), ('wantsSync/GameInfo', '3'),
      ('us-east-1:b0b0.identityId', 'us-east-1:a1');
    INSERT INTO dataset VALUES
      ('us-east-1:a1', 'GameInfo', 1, 2, 'other', 30, 3, 5000000007, 4),
      ('us-east-1:a1', 'Gone', 1, NULL, NULL, 0, 0, -1, NULL),
      ('us-east-1:ff', 'GameInfo', 1, NULL, NULL, 0, 0, 2, NULL),
      ('unknown', 'Early', 1, NULL, NULL, 0, 0, 0, NULL),
      ('device', 'Device', 1, NULL, NULL, 0, 0, 0, NULL);
    INSERT INTO record VALUES
      ('us-east-1:a1', 'GameInfo', 'clean', 'c', 5000000001, 0, 1, 11, 'other', 10),
      ('us-east-1:a1', 'GameInfo', 'edited', 'e', 5000000002, 1, 8, 12, 'other', 20),
      ('us-east-1:a1', 'GameInfo', 'sent', 's', 0, 2, 9, NULL, NULL, 21),
      ('us-east-1:a1', 'GameInfo', 'removed', NULL, 5000000003, 1, 7, 13, 'other', 22),
      ('us-east-1:a1', 'GameInfo', 'tombstone', NULL, 5000000004, 0, 2, 14, 'other', 23),
      ('us-east-1:ff', 'GameInfo', 'a', 'another''s', 2, 1, 3, NULL, NULL, 24),
      ('unknown', 'Early', 'x', 'before', 0, 1, 4, NULL, NULL, 25),
      ('device', 'Device', 'name', 'laptop', 0, 1, 5, NULL, NULL, 26);
    """

  private func makeFirstVersion() throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: Self.firstVersion) }
    try queue.close()
  }

  /// The rows of the first version's tables, in its columns.
  private static func rows(_ table: String, in path: String) throws -> [String] {
    let columns =
      table == "dataset"
      ? """
      identity_id, name, created_at, modified_at, modified_by, storage_bytes, record_count,
      last_sync_count, last_sync_at
      """
      : """
      identity_id, dataset, key, value, sync_count, dirty, edit_seq, modified_at, modified_by,
      device_modified_at
      """
    return try DatabaseQueue(path: path).read { database in
      try Row.fetchAll(database, sql: "SELECT \(columns) FROM \(table) ORDER BY 1, 2, 3")
        .map { $0.databaseValues.map(\.description).joined(separator: "|") }
    }
  }

  @Test func `C-011 B-71 a file of the first version keeps rows, edits, counts and identity`()
    throws
  {
    try makeFirstVersion()
    let before = try ["dataset", "record"].map { try Self.rows($0, in: path) }
    let store = try LocalStore.open(
      at: path, pool: Bench.pool, now: Timestamp(milliseconds: 1_000))
    #expect(store.damagedCopy == nil)
    #expect(try store.cachedIdentity()?.identity.rawValue == "us-east-1:a1")
    let name = try #require(DatasetName("GameInfo"))
    let replica = try store.replica(of: name, of: .current)
    #expect(replica.lastSyncCount == 5_000_000_007)
    let edits = replica.rows.values.sorted { $0.key < $1.key }.map { "\($0.key) \($0.edit)" }
    #expect(
      edits == [
        "clean none", "edited unsent", "removed unsent", "sent sent", "tombstone none",
      ])
    #expect(try store.wishes()[name] == 3)
    store.close()
    #expect(try ["dataset", "record"].map { try Self.rows($0, in: path) } == before)
  }

  @Test func `C-011 edits of the first version are uploaded by this one`() async throws {
    try makeFirstVersion()
    let service = FakeService(pool: Bench.pool)
    let identity = try #require(IdentityID("us-east-1:a1"))
    service.state.withLock { _ = $0.guests.insert(identity) }
    let relay = Relay(to: service)
    let bench = try Bench(service: service, folder: folder, relay: relay)
    #expect(try await bench.identity() == identity)
    _ = try? await bench.dataset().synchronize()
    #expect(relay.listings.first?.lastSyncCount == 5_000_000_007)
    #expect(try bench.manager.deviceDataset("Device").value(for: "name") == "laptop")
    // The service is a new one and does not know the count: everything that lives goes up again.
    #expect(try await bench.remote() == ["clean": "c", "edited": "e", "sent": "s"])
  }

  @Test func `opening twice migrates once`() throws {
    try makeFirstVersion()
    for _ in 0..<3 {
      try LocalStore.open(at: path, pool: Bench.pool, now: Timestamp(milliseconds: 1_000)).close()
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy {
        !$0.contains("damaged")
      })
  }

  @Test func `a file of a newer version is refused in a sentence and stays as it is`() async throws
  {
    let bench = try Bench(folder: folder)
    try bench.dataset().set("a", to: "1")
    try await bench.manager.store.connection().write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999-later')")
    }
    try bench.manager.flush()
    await bench.manager.close()
    let before = try contents()
    for _ in 0..<2 {
      let error = #expect(throws: SyncError.self) { try Bench(folder: folder) }
      #expect(error?.code == .storage)
      #expect(error?.retry == .never)
      #expect(error?.message.contains("later version of this program. Update it.") == true)
    }
    let after = try contents()
    #expect(after.keys.sorted() == before.keys.sorted())
    for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
    // The newer version, once it is there, finds everything.
    let queue = try DatabaseQueue(path: path)
    try await queue.write {
      try $0.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '999-later'")
    }
    try queue.close()
    #expect(try Bench(folder: folder).dataset().values() == ["a": "1"])
  }

  private func contents() throws -> [String: Data] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasSuffix("-shm") && !$0.hasSuffix("-wal") }
      .reduce(into: [:]) { $0[$1] = try Data(contentsOf: URL(filePath: folder.file($1))) }
  }
}
