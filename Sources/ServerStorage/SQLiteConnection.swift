import GRDB
import SyncCore
import Synchronization

/// One SQLite connection that takes all work queued for it in one transaction.
///
/// There is no waiting for company: whatever has queued up while the last group was at work makes
/// the next group, so a lone request is as fast as it can be, and many share one fsync. Each piece
/// of a writing group has its own savepoint: when it fails, its neighbours stay. One without
/// neighbours needs none.
final class SQLiteConnection: Sendable {
  /// What a connection may do.
  enum Role: Sendable {
    case reader
    case writer

    fileprivate var begin: String {
      switch self {
      case .reader: "BEGIN DEFERRED"
      case .writer: "BEGIN IMMEDIATE"
      }
    }
  }

  private struct Work: Sendable {
    var perform: @Sendable (Database) -> Answer
    var fail: @Sendable (StoreError) -> Void
  }

  /// The outcome of one piece of work, given to whoever waits once its group is durable.
  private struct Answer {
    var error: StoreError?
    var deliver: () -> Void
  }

  private struct Queue {
    var waiting: [Work] = []
    var isDraining = false
    var statistics = WriterStatistics()
    var brokenBy: StorageFailure?
  }

  /// The most pieces of work in one transaction.
  static let maximumGroup = 128

  private let database: DatabaseQueue
  private let role: Role
  private let queue = Mutex(Queue())

  /// Takes over `database`, which nobody else uses.
  init(_ database: DatabaseQueue, role: Role) {
    self.database = database
    self.role = role
  }

  /// What has been done so far.
  var statistics: WriterStatistics { queue.withLock { $0.statistics } }

  /// Runs `body` in a transaction, together with what else is waiting, and returns when the
  /// transaction has ended; calls `completed` before, if it was committed.
  ///
  /// `body` may run more than once, if its group fails as a whole.
  func perform<T: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> T,
    completed: @escaping @Sendable (T) -> Void = { _ in }
  ) async throws(StoreError) -> T {
    let result: Result<T, StoreError> = await withCheckedContinuation { continuation in
      enqueue(
        Work { database in
          let result = Self.result(of: body, database)
          return Answer(error: result.error) {
            if case .success(let value) = result { completed(value) }
            continuation.resume(returning: result)
          }
        } fail: { error in
          continuation.resume(returning: .failure(error))
        })
    }
    return try result.get()
  }

  /// Finishes what is queued and closes the connection.
  func close() async {
    await withCheckedContinuation { continuation in
      database.asyncWriteWithoutTransaction { database in
        self.drain(database)
        self.queue.withLock { $0.brokenBy = StorageFailure(kind: .closed) }
        continuation.resume()
      }
    }
    // A failing close leaves nothing to be done: every commit is durable already.
    try? database.close()
  }

  private static func result<T>(
    of body: (Database) throws -> T, _ database: Database
  ) -> Result<T, StoreError> {
    do {
      return .success(try body(database))
    } catch let error as StoreError {
      return .failure(error)
    } catch {
      return .failure(.failure(StorageFailure(error)))
    }
  }

  private func enqueue(_ work: Work) {
    let isIdle = queue.withLock { queue in
      queue.waiting.append(work)
      queue.statistics.countRequest()
      defer { queue.isDraining = true }
      return !queue.isDraining
    }
    guard isIdle else { return }
    database.asyncWriteWithoutTransaction { database in self.drain(database) }
  }

  private func drain(_ database: Database) {
    while let group = nextGroup() {
      run(group, database)
    }
  }

  private func nextGroup() -> [Work]? {
    queue.withLock { queue in
      guard !queue.waiting.isEmpty else {
        queue.isDraining = false
        return nil
      }
      let group = Array(queue.waiting.prefix(Self.maximumGroup))
      queue.waiting.removeFirst(group.count)
      return group
    }
  }

  private func run(_ group: [Work], _ database: Database) {
    if let failure = queue.withLock({ $0.brokenBy }) {
      for work in group { work.fail(.failure(failure)) }
      return
    }
    var answers: [Answer] = []
    answers.reserveCapacity(group.count)
    do {
      try database.run(role.begin)
      var end = "COMMIT"
      if group.count == 1, let work = group.first {
        let answer = work.perform(database)
        if let error = answer.error {
          guard database.isInsideTransaction else { throw error }
          end = "ROLLBACK"
        }
        answers.append(answer)
      } else {
        for work in group { answers.append(try attempt(work, database)) }
      }
      try database.run(end)
      queue.withLock { $0.statistics.count(answers.count) }
      for answer in answers { answer.deliver() }
    } catch {
      // SQLite may have rolled back already, which makes this fail and is just as well.
      try? database.rollback()
      recover(from: error, group, database)
    }
  }

  /// Runs `work` so that it leaves no trace if it fails; throws when the transaction is gone.
  private func attempt(_ work: Work, _ database: Database) throws -> Answer {
    if role == .writer { try database.run("SAVEPOINT request") }
    let answer = work.perform(database)
    if let error = answer.error {
      guard database.isInsideTransaction else { throw error }
      if role == .writer { try database.run("ROLLBACK TO request") }
    }
    if role == .writer { try database.run("RELEASE request") }
    return answer
  }

  /// Tries the pieces of a group that failed as a whole one by one, as one of them alone may have
  /// filled the disk; a disk or a lock that fails all of them is not asked again for each.
  private func recover(from error: any Error, _ group: [Work], _ database: Database) {
    let failure = failure(of: error)
    guard group.count > 1, failure.kind != .inputOutput, failure.kind != .busy else {
      for work in group { work.fail(.failure(failure)) }
      return
    }
    for work in group { run([work], database) }
  }

  private func failure(of error: any Error) -> StorageFailure {
    if case .failure(let failure)? = error as? StoreError { return failure }
    let failure = StorageFailure(error)
    // After a failed fsync nobody knows what is on the disk, and a second one may wrongly succeed.
    if let error = error as? DatabaseError,
      error.extendedResultCode == .SQLITE_IOERR_FSYNC
    {
      queue.withLock { $0.brokenBy = failure }
    }
    return failure
  }
}

extension Result {
  /// The failure, if it is one.
  fileprivate var error: Failure? {
    switch self {
    case .success: nil
    case .failure(let error): error
    }
  }
}
