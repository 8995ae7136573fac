import GRDB
import ServerStorage
import SyncCore
import Testing
import TestKit

/// Writes that share a transaction, peers.md B8 #1.
@Suite struct GroupCommitTests {
  /// What goes wrong with the key "poison" while its commit is at work.
  enum Poison: String, CaseIterable, Sendable {
    /// The statement alone is undone.
    case abort = "ABORT"
    /// The whole transaction is gone, with all neighbours in it.
    case rollback = "ROLLBACK"
  }

  @Test(arguments: Poison.allCases)
  func `a failing write does not undo its neighbours, which survive`(
    poison: Poison
  ) async throws {
    let directory = try TemporaryDirectory()
    let store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let user = try await fixtures.identity(1, in: store)
    let datasets = try (0..<20).map { try fixtures.dataset(user, "set-\($0)") }
    let requests = try datasets.enumerated().map { number, dataset in
      try fixtures.put(["a": "\(number)", number == 7 ? "poison" : "b": "2"], to: dataset)
    }
    let blocker = try Blocker(directory.databasePath, poison: poison)
    let before = store.statistics
    let accepted = try await withThrowingTaskGroup(of: Int?.self) { group in
      for (number, request) in requests.enumerated() {
        group.addTask { (try? await store.commit(request)) == nil ? nil : number }
      }
      // The lock is held until all writes wait, so that they go together.
      while store.statistics.requested < before.requested + 20 { await Task.yield() }
      try blocker.release()
      return try await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
    }
    #expect(accepted == Set(0..<20).subtracting([7]))
    #expect(store.statistics.transactions - before.transactions <= 21)
    await store.close()
    let reopened = try directory.open()
    for (number, dataset) in datasets.enumerated() {
      let values = try await fixtures.everything(of: dataset, in: reopened).page.records
      #expect(values.map(\.value) == (number == 7 ? [] : ["\(number)", "2"]))
    }
    await reopened.close()
  }

  @Test func `writes that wait together share one transaction`() async throws {
    let directory = try TemporaryDirectory()
    let store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let user = try await fixtures.identity(1, in: store)
    let requests = try (0..<20).map { number in
      try fixtures.put(["a": "1"], to: fixtures.dataset(user, "set-\(number)"))
    }
    let blocker = try Blocker(directory.databasePath, poison: nil)
    let before = store.statistics
    try await withThrowingTaskGroup(of: Void.self) { group in
      for request in requests { group.addTask { _ = try await store.commit(request) } }
      while store.statistics.requested < before.requested + 20 { await Task.yield() }
      try blocker.release()
      try await group.waitForAll()
    }
    // The first one may have been taken alone before the others came.
    #expect(store.statistics.transactions - before.transactions <= 2)
    await store.close()
  }
}

/// Another connection that holds the database's write lock.
private struct Blocker {
  private let database: DatabaseQueue

  init(_ path: String, poison: GroupCommitTests.Poison?) throws {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    database = try DatabaseQueue(path: path, configuration: configuration)
    try database.writeWithoutTransaction { database in
      if let poison {
        try database.execute(
          sql: """
            CREATE TRIGGER poison AFTER INSERT ON record WHEN new.key = 'poison'
            BEGIN SELECT RAISE(\(poison.rawValue), 'poisoned'); END
            """)
      }
      try database.execute(sql: "BEGIN IMMEDIATE")
    }
  }

  func release() throws {
    try database.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
  }
}
