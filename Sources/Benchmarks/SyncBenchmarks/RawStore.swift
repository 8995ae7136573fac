import Foundation
import GRDBSQLite

/// Bare SQLite doing what a commit of three records needs, as the floor under the service's store.
final class RawStore {
  private var database: OpaquePointer?
  private var statements: [String: OpaquePointer] = [:]

  /// Creates a database with datasets of three records each, its log grown beforehand.
  init(path: String, datasets: Int) throws {
    sqlite3_open(path, &database)
    try run("PRAGMA journal_mode = WAL")
    try run("PRAGMA synchronous = FULL")
    try run("CREATE TABLE dataset (number INTEGER PRIMARY KEY, count INTEGER NOT NULL)")
    try run(
      "CREATE TABLE record (dataset INTEGER, key TEXT, value TEXT, count INTEGER, "
        + "PRIMARY KEY (dataset, key)) WITHOUT ROWID")
    try run("BEGIN")
    for number in 0..<datasets {
      try run("INSERT INTO dataset VALUES (?1, 0)", number)
      for key in 0..<3 { try put(dataset: number, key: key, count: 0) }
    }
    try run("COMMIT")
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close(database)
  }

  /// Raises the counter of each of some datasets and replaces its records, in one transaction.
  func commit(datasets: [Int], count: Int) throws {
    try run("BEGIN IMMEDIATE")
    for number in datasets {
      try run("UPDATE dataset SET count = ?2 WHERE number = ?1", number, count)
      for key in 0..<3 { try put(dataset: number, key: key, count: count) }
    }
    try run("COMMIT")
  }

  private func put(dataset: Int, key: Int, count: Int) throws {
    try run(
      "INSERT INTO record VALUES (?1, ?2, 'a value of some length ' || ?3, ?3) "
        + "ON CONFLICT DO UPDATE SET value = 'a value of some length ' || ?3, count = ?3",
      dataset, key, count)
  }

  private func run(_ sql: String, _ values: Int...) throws {
    if statements[sql] == nil {
      var statement: OpaquePointer?
      sqlite3_prepare_v2(database, sql, -1, &statement, nil)
      statements[sql] = statement
    }
    let statement = statements[sql]
    for (index, value) in values.enumerated() {
      sqlite3_bind_int64(statement, Int32(index + 1), Int64(value))
    }
    var code = sqlite3_step(statement)
    while code == SQLITE_ROW { code = sqlite3_step(statement) }
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw BenchmarkFailure("SQLite answers \(code) to \(sql).") }
  }
}
