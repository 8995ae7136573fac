import GRDB
import IdentityCore
import Testing
import SyncCore
import TestKit

@testable import ServerStorage

/// Databases of earlier versions, style.md 2.8.
@Suite struct MigrationTests {
  private static func schema(_ database: DatabaseQueue) throws -> [String] {
    try database.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema
          WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name
          """)
    }
  }

  @Test func `a database of the first version becomes like a new one and keeps its content`()
    async throws
  {
    let directory = try TemporaryDirectory()
    let old = try DatabaseQueue(path: directory.databasePath)
    try Schema.migrator.migrate(old, upTo: "001-service")
    try await old.write { database in
      try database.execute(
        sql: """
          INSERT INTO pool VALUES ('us-east-1:aa', 'Old', 1, NULL, NULL);
          INSERT INTO identity VALUES (7, 'us-east-1:1', 'us-east-1:aa', NULL, 1, 5, 6);
          INSERT INTO dataset VALUES (3, 7, 'prefs', 1, 1, NULL, 8, 9, 'me', 2, 1, 0, 0);
          INSERT INTO record VALUES (3, 'a', '1', 1, 9, 'me', NULL);
          """)
    }
    try old.close()
    let store = try directory.open()
    let pool = try #require(IdentityPoolID("us-east-1:aa"))
    let identity = try #require(IdentityID("us-east-1:1"))
    #expect(try await store.identity(identity).state == .enabled)
    let usage = try await store.usage(of: identity, in: pool)
    #expect(usage.storageBytes == 2)
    #expect(usage.lastModified == Timestamp(milliseconds: 9))
    let name = try #require(DatasetName("prefs"))
    let dataset = DatasetReference(pool: pool, identity: identity, name: name)
    let listing = try await store.list(ListRequest(dataset: dataset, start: .since(0)))
    #expect(listing.page.records.map(\.value) == ["1"])
    await store.close()

    let fresh = try DatabaseQueue()
    try Schema.migrator.migrate(fresh)
    let migrated = try DatabaseQueue(path: directory.databasePath)
    #expect(try Self.schema(migrated) == Self.schema(fresh))
    try migrated.close()
  }
}
