import Foundation
import GRDB
import ServerStorage
import Testing
import TestKit

/// Files that are not opened, and not changed either.
@Suite struct SQLiteRefusalTests {
  private static func refusal(_ directory: TemporaryDirectory) throws -> StorageFailure.Kind? {
    let before = try Data(contentsOf: URL(filePath: directory.databasePath))
    let error = #expect(throws: StoreError.self) { try directory.open() }
    #expect(try Data(contentsOf: URL(filePath: directory.databasePath)) == before)
    guard case .failure(let failure)? = error else { return nil }
    return failure.kind
  }

  private static func write(_ sql: String, _ directory: TemporaryDirectory) throws {
    let database = try DatabaseQueue(path: directory.databasePath)
    try database.write { try $0.execute(sql: sql) }
    try database.close()
  }

  @Test func `a file that is no database is refused`() throws {
    let directory = try TemporaryDirectory()
    try Data("Once upon a time, a long text stood here.".utf8)
      .write(to: URL(filePath: directory.databasePath))
    #expect(try Self.refusal(directory) == .corrupt)
  }

  @Test func `another application's database is refused`() throws {
    let directory = try TemporaryDirectory()
    try Self.write("CREATE TABLE recipe (title TEXT)", directory)
    #expect(try Self.refusal(directory) == .corrupt)
  }

  @Test func `a first start that was cut short before its first migration goes on`() async throws {
    let directory = try TemporaryDirectory()
    try Self.write(
      "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)", directory)
    await (try directory.open()).close()
    try Self.write("SELECT count(*) FROM meta", directory)
  }

  @Test func `a database of a newer version is refused`() async throws {
    let directory = try TemporaryDirectory()
    await (try directory.open()).close()
    try Self.write("INSERT INTO grdb_migrations VALUES ('999-future')", directory)
    #expect(try Self.refusal(directory) == .tooNew)
  }

  @Test(arguments: 1...6)
  func `a database with a damaged page is refused`(page: Int) async throws {
    let directory = try TemporaryDirectory()
    await (try directory.open()).close()
    let url = URL(filePath: directory.databasePath)
    var content = try Data(contentsOf: url)
    let range = page * 4_096..<page * 4_096 + 200
    try #require(content.count > range.upperBound)
    content.replaceSubrange(range, with: repeatElement(0xa5, count: range.count))
    try content.write(to: url)
    #expect(try Self.refusal(directory) == .corrupt)
  }

  @Test func `a database that was cut short is refused`() async throws {
    let directory = try TemporaryDirectory()
    await (try directory.open()).close()
    let url = URL(filePath: directory.databasePath)
    try Data(contentsOf: url).prefix(4_096 * 5).write(to: url)
    #expect(try Self.refusal(directory) == .corrupt)
  }
}
