import GRDB
package import SyncCore
import Synchronization

/// The datasets of one device in one SQLite file, shared safely by several processes
/// (cognito-sync.md 6.2).
///
/// Each method is one transaction and returns when it is finished. A finished write survives the
/// end of the process, however it comes. What the very last writes do not survive is a loss of
/// power: with a write-ahead log and `synchronous=NORMAL` the file stays whole then but falls back
/// to the last checkpoint, and a write takes microseconds instead of a disk's milliseconds, of
/// which a game makes one a key press. Where falling back would lose something for good, as with
/// the identity of a guest, and where the app asks for it, `flush` waits for the disk.
package final class LocalStore: Sendable {
  /// Whose rows are meant.
  package enum Owner: Hashable, Sendable {
    /// The identity this device has at the moment of the transaction, known or not.
    case current
    /// The device itself, whoever uses it; such rows are never moved nor synchronised.
    case device
    /// One identity.
    case identity(IdentityID)
  }

  /// Nothing once the store is closed; whoever uses the connection then still holds it.
  private let queue: Mutex<DatabaseQueue?>
  let pool: IdentityPoolID
  let editNumbers = EditNumbers()
  /// Where a damaged file was put when this store was opened, if there was one.
  package let damagedCopy: String?

  private init(queue: DatabaseQueue, pool: IdentityPoolID, damagedCopy: String?) {
    self.queue = Mutex(queue)
    self.pool = pool
    self.damagedCopy = damagedCopy
  }

  /// Opens the store at `path`, creating file and folder as needed.
  ///
  /// A file that is damaged is renamed to `path.damaged-<milliseconds>` and an empty store takes
  /// its place; the service has what was synchronised.
  package static func open(
    at path: String, pool: IdentityPoolID, now: Timestamp
  ) throws(StoreError) -> LocalStore {
    let file = StoreFile(path: path)
    try file.create()
    return try file.withLock { () throws(StoreError) in
      do throws(StoreError) {
        return LocalStore(queue: try connect(to: path), pool: pool, damagedCopy: nil)
      } catch {
        guard case .damaged = error else { throw error }
        let identity = salvagedIdentity(at: path, pool: pool)
        let copy = try file.setAside(at: now)
        try file.create()
        let store = LocalStore(queue: try connect(to: path), pool: pool, damagedCopy: copy)
        if let identity { _ = try store.adopt(identity, replacing: nil, cause: .first, at: now) }
        return store
      }
    }
  }

  /// Waits until everything written so far is on the disk itself.
  package func flush() throws(StoreError) {
    let queue = try connection()
    do {
      try queue.writeWithoutTransaction { database in
        // Not from the cache: a pragma like this acts when it is compiled.
        // A commit that waits for the disk takes with it all of the log before it, whoever wrote
        // that; a checkpoint would wait twice.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let result = Result { try transaction(in: database) { _ = try separateEdits(in: $0) } }
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        try result.get()
      }
    } catch {
      throw StoreError(error)
    }
  }

  /// Closes the file as soon as the calls on their way are done; every later call fails.
  package func close() { queue.withLock { $0 = nil } }

  func connection() throws(StoreError) -> DatabaseQueue {
    guard let queue = queue.withLock({ $0 }) else { throw .closed }
    return queue
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    let queue = try connection()
    do {
      return try queue.writeWithoutTransaction { try transaction(in: $0, body) }
    } catch {
      throw StoreError(error)
    }
  }

  /// Commits what `body` does, or nothing; statements that are kept take a fraction of the time of
  /// GRDB's own transactions.
  private func transaction<Value>(
    in database: Database, _ body: (Database) throws -> Value
  ) throws -> Value {
    try database.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
    do {
      let value = try body(database)
      try database.cachedStatement(sql: "COMMIT").execute()
      editNumbers.finish(isCommitted: true)
      return value
    } catch {
      editNumbers.finish(isCommitted: false)
      if database.isInsideTransaction { try database.rollback() }
      throw error
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    let queue = try connection()
    do { return try queue.read(body) } catch { throw StoreError(error) }
  }

  /// Returns whom a damaged file belongs to, if that much of it can still be read.
  ///
  /// Records come back from the service, but the identity of a guest, which leads to them, is
  /// nowhere else.
  private static func salvagedIdentity(at path: String, pool: IdentityPoolID) -> CachedIdentity? {
    var configuration = Configuration()
    configuration.readonly = true
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else {
      return nil
    }
    var identity = try? LocalStore(queue: queue, pool: pool, damagedCopy: nil).cachedIdentity()
    // Credentials can be had again, and may be damaged themselves.
    identity?.credentials = nil
    return identity
  }

  private static func connect(to path: String) throws(StoreError) -> DatabaseQueue {
    var configuration = Configuration()
    // Long enough for any transaction of another process, short enough to be noticed as a fault.
    configuration.busyMode = .timeout(5)
    configuration.label = "local-store"
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      // Reading comes first: a damaged file is set aside as it is, a later version's left as it is.
      try LocalStoreSchema.verify(queue)
      let verdict = try queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
      guard verdict == "ok" else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: verdict)
      }
      try queue.inDatabase {
        try $0.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      }
      try LocalStoreSchema.migrate(queue)
      return queue
    } catch {
      throw StoreError(error)
    }
  }
}
