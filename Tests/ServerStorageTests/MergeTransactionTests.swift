import GRDB
import IdentityCore
import SyncCore
import Testing
import TestKit

@testable import ServerStorage

/// A merge happens whole or not at all, cognito-sync.md 3.5, "Merge S into P".
@Suite struct MergeTransactionTests {
  /// What a failing statement takes with it.
  enum Failure: String, CaseIterable, Sendable {
    case statement = "ABORT"
    case part = "FAIL"
    case transaction = "ROLLBACK"
  }

  /// Everything the merge is about, as the store shows it.
  private struct Picture: Equatable {
    var identities: [Identity]
    var datasets: [PublishedCommit]
    var followers: [RegisteredDevice]
  }

  private static func picture(
    of store: SQLiteServerStore, _ fixtures: StoreFixtures, _ guest: IdentityID
  ) async throws -> Picture {
    let page = try await store.identities(
      of: fixtures.pool, after: nil, limit: 99, hidingDisabled: false)
    return Picture(
      identities: page.identities,
      datasets: try await store.snapshots(of: fixtures.pool, after: nil, limit: 99),
      followers: try await store.subscribers(of: fixtures.dataset(guest, "set-0")))
  }

  /// Lets the change of the `number`-th row from now on fail, until the connection is closed.
  private static func fail(
    _ number: Int, _ failure: Failure, in store: SQLiteServerStore
  ) async throws {
    try await store.write { database in
      try database.execute(sql: "DROP TABLE IF EXISTS temp.budget")
      try database.execute(
        sql: "CREATE TEMP TABLE budget AS SELECT ? AS changes", arguments: [number])
      let tables = try String.fetchAll(
        database,
        sql: "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
      )
      for table in tables {
        for change in ["INSERT", "UPDATE", "DELETE"] {
          let trigger = "temp.fault_\(table)_\(change)"
          try database.execute(sql: "DROP TRIGGER IF EXISTS \(trigger)")
          try database.execute(
            sql: """
              CREATE TEMP TRIGGER fault_\(table)_\(change) BEFORE \(change) ON main.\(table) BEGIN
                UPDATE budget SET changes = changes - 1;
                SELECT RAISE(\(failure.rawValue), 'out of changes') FROM budget WHERE changes < 0;
              END
              """)
        }
      }
    }
  }

  /// Makes a guest and a user who both have what a merge has to move or to leave.
  private static func prepare(
    _ store: SQLiteServerStore, _ fixtures: StoreFixtures
  ) async throws -> (guest: IdentityID, parent: IdentityID) {
    let push = PushSync(applicationARNs: ["arn:aws:sns:r:0:app/APNS/a"])
    _ = try await store.configure(fixtures.pool, pushSync: push, streams: nil)
    let guest = try await fixtures.identity(1, in: store)
    let parent = try await fixtures.identity(2, user: "ann", in: store)
    for number in 0..<3 {
      let dataset = try fixtures.dataset(guest, "set-\(number)")
      _ = try await store.commit(fixtures.put(["a": "guest", "b": "\(number)"], to: dataset))
    }
    let gone = try fixtures.dataset(parent, "set-1.\(guest)")
    _ = try await store.commit(fixtures.put(["a": "deleted"], to: gone))
    _ = try await store.delete(gone, at: fixtures.now)
    let taken = try fixtures.dataset(parent, "set-2.\(guest)")
    _ = try await store.commit(fixtures.put(["a": "user's"], to: taken))
    let device = try await store.register(
      RegisteredDevice(
        id: try #require(DeviceID("device-1")), identity: guest, platform: .apple, token: "t"),
      in: fixtures.pool, at: fixtures.now)
    try await store.subscribe(device, to: fixtures.dataset(guest, "set-0"))
    return (guest, parent)
  }

  @Test(arguments: Failure.allCases)
  func `I-017 whichever change fails, a merge leaves no trace and can be made again`(
    failure: Failure
  ) async throws {
    let directory = try TemporaryDirectory()
    let store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let (guest, parent) = try await Self.prepare(store, fixtures)
    let before = try await Self.picture(of: store, fixtures, guest)
    try #require(before.followers.count == 1)
    let request = AuthorizeRequest(
      identity: guest, logins: [.example("ann")], now: fixtures.now)
    var failures = 0
    while failures < 200 {
      try await Self.fail(failures, failure, in: store)
      do throws(StoreError) {
        #expect(try await store.authorize(request).id == parent)
        break
      } catch {
        guard case .failure = error else { throw error }
        failures += 1
        try #require(try await Self.picture(of: store, fixtures, guest) == before)
      }
    }
    #expect((15..<200).contains(failures), "\(failures)")
    let after = try await Self.picture(of: store, fixtures, guest)
    #expect(after.identities.map(\.state) == [.disabled(mergedInto: parent), .enabled])
    #expect(after.datasets.allSatisfy { $0.dataset.identity == parent })
    #expect(
      after.datasets.map(\.dataset.name.rawValue)
        == ["set-0.\(guest)", "set-1.\(guest)", "set-2", "set-2.\(guest)"])
    #expect(after.followers.isEmpty)
    await store.close()
  }

  @Test func `I-019 a merged guest is opened by the parent's login alone`() async throws {
    let directory = try TemporaryDirectory()
    let store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let (guest, parent) = try await Self.prepare(store, fixtures)
    let request = AuthorizeRequest(
      identity: guest, logins: [.example("ann")], now: fixtures.now)
    let answer = try await store.authorize(request)
    #expect(answer.id == parent)
    let merged = try await Self.picture(of: store, fixtures, guest)
    #expect(try await store.authorize(request) == answer)
    #expect(try await Self.picture(of: store, fixtures, guest) == merged)
    await #expect(throws: StoreError.identity(.forbidden(guest))) {
      try await store.authorize(AuthorizeRequest(identity: guest, logins: [], now: fixtures.now))
    }
    await store.close()
  }

  @Test(arguments: StoreKind.allCases)
  func `B-49 I-020 merged identities are listed without logins, or hidden`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let guest = try await fixtures.identity(1, in: store)
      let parent = try await fixtures.identity(2, user: "ann", in: store)
      _ = try await store.authorize(
        AuthorizeRequest(identity: guest, logins: [.example("ann")], now: fixtures.now))
      let all = try await store.identities(
        of: fixtures.pool, after: nil, limit: 9, hidingDisabled: false)
      #expect(all.identities.map(\.id) == [guest, parent])
      #expect(all.identities[0].logins.isEmpty)
      let shown = try await store.identities(
        of: fixtures.pool, after: nil, limit: 9, hidingDisabled: true)
      #expect(shown.identities.map(\.id) == [parent])
    }
  }
}
