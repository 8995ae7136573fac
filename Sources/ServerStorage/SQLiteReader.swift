import GRDB
import SyncCore
import Synchronization

/// One SQLite connection for reads so short that changing threads would cost more than they do.
final class SQLiteReader: Sendable {
  private let database: Mutex<DatabaseQueue?>

  /// Takes over `database`, which nobody else uses.
  init(_ database: DatabaseQueue) { self.database = Mutex(database) }

  /// Runs `body` on a snapshot, on the thread of the caller, or returns nothing when the connection
  /// is in use.
  func readIfFree<T: Sendable>(
    _ body: @Sendable (Database) throws -> T
  ) -> Result<T, StoreError>? {
    database.withLockIfAvailable { database in
      guard let database else { return .failure(.failure(StorageFailure(kind: .closed))) }
      return database.inDatabase { database in
        Result { () throws(StoreError) in try Self.snapshot(database, body) }
      }
    }
  }

  /// Closes the connection when nobody uses it any more.
  func close() {
    database.withLock { database in
      // A failing close leaves nothing to be done: readers have nothing to lose.
      try? database?.close()
      database = nil
    }
  }

  private static func snapshot<T>(
    _ database: Database, _ body: (Database) throws -> T
  ) throws(StoreError) -> T {
    do {
      try database.run("BEGIN DEFERRED")
      let value = try body(database)
      try database.run("COMMIT")
      return value
    } catch {
      // SQLite may have rolled back already, which makes this fail and is just as well.
      try? database.rollback()
      guard let error = error as? StoreError else { throw .failure(StorageFailure(error)) }
      throw error
    }
  }
}
