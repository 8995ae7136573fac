import Foundation
import GRDB
import ServerStorage
import SyncCore
import Testing
import TestKit

/// What a look through a backup finds.
@Suite struct BackupInspectionTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Makes a backup in order: one dataset at count 2 with a tombstone, a deleted one, and a merge.
  private func make() async throws {
    let store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let user = try await fixtures.identity(1, user: "mira", in: store)
    let dataset = try fixtures.dataset(user)
    _ = try await store.commit(fixtures.put(["a": "ä", "b": "2"], to: dataset))
    var removal = try fixtures.put(["a": ""], at: 1, to: dataset)
    removal.patches[0].value = nil
    _ = try await store.commit(removal)
    let other = try fixtures.dataset(user, "other")
    _ = try await store.commit(fixtures.put(["a": "1"], to: other))
    _ = try await store.delete(other, at: fixtures.now)
    let guest = try await fixtures.identity(2, in: store)
    _ = try await store.commit(fixtures.put(["g": "1"], to: fixtures.dataset(guest)))
    _ = try await store.authorize(
      AuthorizeRequest(identity: guest, logins: [.example("mira")], now: fixtures.now))
    await store.close()
    try FileManager.default.createDirectory(
      atPath: directory.file("secrets"), withIntermediateDirectories: true)
    try Data("key".utf8).write(to: URL(filePath: directory.file("secrets/keys.json")))
  }

  private func findings() throws -> [String] {
    try BackupInspection(of: directory.path).report().findings
  }

  @Test func `a backup in order has no findings`() async throws {
    try await make()
    let report = try BackupInspection(of: directory.path).report()
    #expect(report.findings == [])
    #expect(report.content?.datasets == 2)
    #expect(report.content?.records == 2)
    #expect(report.content?.identities == 2)
  }

  @Test(arguments: [
    ("UPDATE dataset SET records = records + 1 WHERE name = 'prefs'", "counts"),
    ("UPDATE dataset SET bytes = bytes - 1 WHERE name = 'prefs'", "counts"),
    ("UPDATE dataset SET tombstones = 0 WHERE name = 'prefs'", "counts"),
    ("UPDATE record SET sync_count = 9", "outside of 1 to that"),
    ("UPDATE dataset SET sync_count = 1 WHERE name = 'prefs'", "outside of 1 to that"),
    ("UPDATE dataset SET live = 0 WHERE name = 'prefs'", "is deleted, but has records"),
    ("UPDATE dataset SET deleted_at = 99 WHERE name = 'other'", "less than what happened"),
    ("UPDATE identity SET datasets = datasets + 1", "counts 3 datasets, but has 2"),
    ("UPDATE identity SET merged_into = id WHERE merged_into IS NOT NULL", "goes on by itself"),
    ("UPDATE login SET identity = 2", "goes on by itself"),
    ("INSERT INTO retired_identity SELECT id, NULL FROM identity", "was deleted, but is there"),
    ("INSERT INTO retired_pool SELECT id FROM pool", "was deleted, but is there"),
    (
      """
      INSERT INTO device VALUES (1, 'phone', 2, 'GCM', 't', 1, 0);
      INSERT INTO subscription SELECT number, 1 FROM dataset WHERE name = 'prefs'
      """, "somebody else's"
    ),
    ("DELETE FROM dataset WHERE name = 'prefs'", "belongs to none of 'dataset'"),
    ("DELETE FROM pool", "belongs to none of 'pool'"),
    ("INSERT INTO grdb_migrations VALUES ('999-future')", "a newer version"),
    ("PRAGMA application_id = 7", "another application's mark"),
  ])
  func `a broken rule is found`(damage: String, finding: String) async throws {
    try await make()
    try sabotage(damage)
    let findings = try findings()
    #expect(findings.contains { $0.contains(finding) }, "\(findings)")
  }

  @Test func `a damaged page is found`() async throws {
    try await make()
    let url = URL(filePath: directory.databasePath)
    var content = try Data(contentsOf: url)
    for page in 1..<content.count / 4_096 {
      let start = page * 4_096
      content.replaceSubrange(start..<start + 200, with: repeatElement(0xa5, count: 200))
    }
    try content.write(to: url)
    #expect(try findings().first?.contains("damaged") == true)
  }

  @Test func `a backup of an older version is looked through as far as it goes`() async throws {
    try await make()
    try sabotage(
      "DROP TABLE retired_pool; DELETE FROM grdb_migrations WHERE identifier LIKE '003%'")
    #expect(try findings() == [])
    try sabotage("UPDATE identity SET datasets = datasets + 1")
    #expect(try findings().count == 2)
  }

  @Test func `missing and empty keys are found`() async throws {
    try await make()
    let key = directory.file("secrets/keys.json")
    try Data().write(to: URL(filePath: key))
    #expect(try findings() == ["The key file 'secrets/keys.json' is empty."])
    try FileManager.default.removeItem(atPath: key)
    #expect(try findings().first?.contains("keys are missing") == true)
  }

  @Test func `a directory without a database is no backup`() {
    #expect(throws: StorageFailure.self) { try findings() }
  }

  private func sabotage(_ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let database = try DatabaseQueue(path: directory.databasePath, configuration: configuration)
    try database.writeWithoutTransaction { try $0.execute(sql: sql) }
    try database.close()
  }
}
