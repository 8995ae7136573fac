import GRDB
package import SyncCore

/// Keeps everything in one SQLite database; every answer stands on an fsync.
///
/// Writes go through one connection that commits whatever is queued in one transaction. Reads go
/// through others and never wait for them: short ones at once on the thread that asks, long ones on
/// a thread of their own.
package final class SQLiteServerStore: ServerStore {
  private let directory: DataDirectory
  private let writer: SQLiteConnection
  private let readers: [SQLiteReader]
  private let longReader: SQLiteConnection
  let hub = ChangeHub()

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
      longReader = SQLiteConnection(try database.openReader(), role: .reader)
      readers = try (0..<options.readers).map { _ in SQLiteReader(try database.openReader()) }
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

  /// Returns the changes made to all datasets from now on.
  package func changes() -> AsyncStream<DatasetChange> { hub.changes() }

  /// Finishes what is queued, ends all streams, closes the database and releases its directory.
  package func close() async {
    await longReader.close()
    for reader in readers { reader.close() }
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

  /// Runs `body` like `write`, publishes the changes it returns once they are durable, and ends the
  /// streams of identities that are no more.
  func publish<T: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> (T, IdentityNews)
  ) async throws(StoreError) -> T {
    let hub = hub
    return try await writer.perform(body) { result in
      hub.publish(result.1.changes)
      hub.finish(result.1.ended)
    }.0
  }

  /// Runs `body` on a snapshot of everything committed so far, however long it takes.
  func read<T: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> T
  ) async throws(StoreError) -> T {
    try await longReader.perform(body)
  }

  /// Runs `body`, which reads a few rows, like `read`, but at once on this thread.
  func readBriefly<T: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> T
  ) async throws(StoreError) -> T {
    guard let result = readNow(body) else { return try await read(body) }
    return try result.get()
  }

  /// Runs `body` at once on this thread, or returns nothing when all connections for that are in
  /// use.
  func readNow<T: Sendable>(
    _ body: @Sendable (Database) throws -> T
  ) -> Result<T, StoreError>? {
    for reader in readers {
      if let result = reader.readIfFree(body) { return result }
    }
    return nil
  }
}
