import GRDB
package import SyncCore
import Synchronization

/// Keeps everything in one SQLite database; every answer stands on an fsync.
///
/// Writes go through one connection that commits whatever is queued in one transaction; reads go
/// through a few others and never wait for them.
package final class SQLiteServerStore: ServerStore {
  private let directory: DataDirectory
  private let writer: SQLiteConnection
  private let readers: [SQLiteConnection]
  private let nextReader = Atomic<Int>(0)
  private let hub = ChangeHub()

  /// Opens the database in `directory`, or makes it; blocks meanwhile.
  ///
  /// A database that is damaged, foreign or newer than this program is refused and left as it is.
  package init(
    _ directory: DataDirectory, options: SQLiteOptions = SQLiteOptions()
  ) throws(StoreError) {
    self.directory = directory
    do {
      let database = SQLiteFile(path: directory.databasePath, options: options)
      try database.inspect()
      writer = SQLiteConnection(try database.openWriter(), role: .writer)
      readers = try (0..<options.readers).map { _ in
        SQLiteConnection(try database.openReader(), role: .reader)
      }
      try database.growLog()
    } catch let failure as StorageFailure {
      throw .failure(failure)
    } catch {
      throw .failure(StorageFailure(error))
    }
  }

  /// How well concurrent writes share transactions.
  package var statistics: WriterStatistics { writer.statistics }

  /// Returns the changes made to the identity's datasets from now on.
  package func changes(of identity: IdentityID) -> AsyncStream<DatasetChange> {
    hub.changes(of: identity)
  }

  /// Finishes what is queued, ends all streams, closes the database and releases its directory.
  package func close() async {
    for reader in readers { await reader.close() }
    await writer.close()
    hub.finish()
    directory.release()
  }

  /// Runs `body` in a savepoint of the next group of writes.
  func write<T: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> T
  ) async throws(StoreError) -> T {
    try await writer.perform(body)
  }

  /// Runs `body` like `write` and publishes the changes it returns once they are durable.
  func publish<T: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> (T, [DatasetChange])
  ) async throws(StoreError) -> T {
    let hub = hub
    return try await writer.perform(body) { hub.publish($0.1) }.0
  }

  /// Runs `body` on a snapshot of everything committed so far.
  func read<T: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> T
  ) async throws(StoreError) -> T {
    let turn = nextReader.wrappingAdd(1, ordering: .relaxed).oldValue
    return try await readers[Int(UInt(bitPattern: turn) % UInt(readers.count))].perform(body)
  }
}
