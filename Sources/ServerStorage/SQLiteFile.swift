import Dispatch
import GRDB

/// A database file and how connections to it are made.
struct SQLiteFile {
  var path: String
  var options: SQLiteOptions

  private static let pageSize = 4_096
  /// Larger files are not read through at the start; damage there is found when it is met.
  private static let largestFileChecked = 16 << 20

  /// Refuses a file that is damaged, foreign or newer than this program, without writing to it.
  func inspect() throws {
    let size = try FileDescriptor.open(path, orCreate: true).size()
    guard size > 0 else { return }
    var configuration = Self.configuration(label: "inspection")
    configuration.readonly = true
    let database = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? database.close() }
    try database.read { database in
      let isEmpty = try Self.isEmpty(database)
      let id = try Int32.fetchOne(database, sql: "PRAGMA application_id")
      guard isEmpty || id == Schema.applicationID else {
        throw StorageFailure(kind: .corrupt, detail: "The file has another application's mark.")
      }
      guard try isEmpty || !Schema.migrator.hasBeenSuperseded(database) else {
        throw StorageFailure(kind: .tooNew)
      }
      guard size <= Self.largestFileChecked else { return }
      let finding = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
      guard finding == "ok" else {
        throw StorageFailure(kind: .corrupt, detail: finding ?? "")
      }
    }
  }

  /// Whether the schema is still to be made: a first start may have been cut short after the table
  /// of migrations, which comes before their first.
  private static func isEmpty(_ database: Database) throws -> Bool {
    let tables = """
      SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name <> 'grdb_migrations'
      """
    return try Int.fetchOne(database, sql: tables) == 0
  }

  /// Opens the connection that writes, and brings the schema up to date.
  func openWriter() throws -> DatabaseQueue {
    var configuration = Self.configuration(label: "writer")
    configuration.journalMode = .wal
    let database = try DatabaseQueue(path: path, configuration: configuration)
    try database.writeWithoutTransaction { database in
      // GRDB chooses NORMAL with a write-ahead log; an answer would then outlive a power cut only
      // if it were old enough.
      try database.execute(sql: "PRAGMA synchronous = FULL")
      try database.execute(
        sql: "PRAGMA wal_autocheckpoint = \(max(1, options.logBytes / Self.pageSize))")
      if let pages = options.maximumPages {
        try database.execute(sql: "PRAGMA max_page_count = \(pages)")
      }
    }
    try Schema.migrator.migrate(database)
    return database
  }

  /// Opens a connection that reads.
  func openReader() throws -> DatabaseQueue {
    var configuration = Self.configuration(label: "reader")
    configuration.readonly = true
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Grows the write-ahead log to its usual size; SQLite ignores what follows its last commit.
  ///
  /// On a disk without that much room the log stays as it is and grows when it has to.
  func growLog() throws {
    do throws(StorageFailure) {
      try FileDescriptor.open(path + "-wal", orCreate: true).grow(to: options.logBytes)
    } catch  where error.kind == .diskFull {}
  }

  private static func configuration(label: String) -> Configuration {
    var configuration = Configuration()
    configuration.label = "ServerStorage.\(label)"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    configuration.qos = .userInitiated
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA temp_store = MEMORY")
      try database.execute(sql: "PRAGMA cache_size = -8192")
    }
    return configuration
  }
}
