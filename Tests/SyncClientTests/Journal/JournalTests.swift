import GRDB
import SyncCore
import Synchronization
import TestKit
import Testing

@testable import SyncClient

/// The answer to "why does this key have this value?", from the first put to the other device.
@Suite struct JournalTests {
  private static let login = ["accounts": "anna"]

  /// Two devices of one user in front of one service.
  private struct Pair {
    let laptop: Bench
    let phone: Bench

    init(_ callbacks: SyncCallbacks = SyncCallbacks()) throws {
      let service = FakeService(pool: Bench.pool)
      laptop = try Bench(
        service: service, callbacks: callbacks, deviceName: "laptop", logins: { login })
      phone = try Bench(
        service: service, callbacks: callbacks, deviceName: "phone", logins: { login })
    }

    func explanation(on bench: Bench, of key: String = "level") throws -> Explanation {
      try #require(try bench.dataset().explanation(of: key))
    }
  }

  @Test func `a value names the device that wrote it, and when`() async throws {
    let pair = try Pair()
    try pair.laptop.dataset().set("level", to: "9")
    #expect(try pair.explanation(on: pair.laptop).cause == .edited)
    _ = try await pair.laptop.dataset().synchronize()
    #expect(try pair.explanation(on: pair.laptop).cause == .uploaded)
    _ = try await pair.phone.dataset().synchronize()
    let explanation = try pair.explanation(on: pair.phone)
    #expect(explanation.cause == .received)
    #expect(explanation.origin.device == "laptop")
    #expect(
      explanation.description
        == "Written by 'laptop' on 2027-01-15 08:00:00 UTC, number 1 at the service.")
    #expect(try pair.phone.dataset().record(for: "level")?.lastModifiedDevice == "laptop")
  }

  @Test func `a conflict is explained on both devices`() async throws {
    let pair = try Pair()
    try pair.laptop.dataset().set("level", to: "laptop's")
    _ = try await pair.laptop.dataset().synchronize()
    try pair.phone.dataset().set("level", to: "phone's")
    pair.laptop.clock.advance(1_000)
    try pair.phone.dataset().set("level", to: "phone's again")
    _ = try await pair.phone.dataset().synchronize()
    _ = try await pair.laptop.dataset().synchronize()

    let winner = try pair.explanation(on: pair.phone)
    #expect(
      winner.cause == .conflict(.local, rule: "last writer wins", remote: "laptop's"))
    #expect(winner.isUploaded)
    let loser = try pair.explanation(on: pair.laptop)
    #expect(loser.cause == .received)
    #expect(loser.origin.device == "phone")
    #expect(loser.replaced == "laptop's")
    #expect(loser.history.map(\.cause) == [.received, .uploaded])
  }

  @Test func `the app's own rule is told by its name`() async throws {
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      .resolve(report.conflicts.reduce(into: [:]) { $0[$1.key] = .remote }, rule: "the elder")
    }
    let pair = try Pair(callbacks)
    try pair.laptop.dataset().set("level", to: "1")
    _ = try await pair.laptop.dataset().synchronize()
    try pair.phone.dataset().set("level", to: "2")
    _ = try await pair.phone.dataset().synchronize()
    let explanation = try pair.explanation(on: pair.phone)
    #expect(explanation.cause == .conflict(.remote, rule: "the elder", remote: "1"))
    #expect(explanation.replaced == "2")
  }

  @Test func `C-067 what a guest brought along is told with the dataset and the rule`() async throws
  {
    let service = FakeService(pool: Bench.pool)
    let member = try Bench(service: service, logins: { Self.login })
    try member.dataset().set("level", to: "member's")
    _ = try await member.dataset().synchronize()
    let guest = try Bench(service: service)
    guest.clock.advance(1_000)
    try guest.dataset().set(["level": "guest's", "other": "1"])
    _ = try await guest.dataset().synchronize()
    let identity = try await guest.identity()
    try await guest.manager.credentials.setLogins { Self.login }
    _ = try await guest.dataset().synchronize()

    let name = try #require(DatasetName("GameInfo.\(identity)"))
    let new = try #require(try guest.dataset().explanation(of: "other"))
    #expect(new.cause == .merged(name, rule: "last writer wins"))
    let shared = try #require(try guest.dataset().explanation(of: "level"))
    #expect(
      shared.history.map(\.cause) == [
        .uploaded, new.cause, .received,
      ])
    // The merged dataset is gone, and its journal with it.
    let datasets = try await guest.manager.store.connection().read {
      try String.fetchAll($0, sql: "SELECT DISTINCT dataset FROM journal")
    }
    #expect(datasets == ["GameInfo"])
  }

  @Test func `C-064 what was written before the first identity stays an edit`() async throws {
    let bench = try Bench()
    try bench.dataset().set("level", to: "1")
    _ = try await bench.identity()
    let explanation = try #require(try bench.dataset().explanation(of: "level"))
    #expect(explanation.cause == .edited)
    #expect(explanation.isUploaded == false)
  }

  @Test func `a journal moves along with its records, behind what is there`() async throws {
    let bench = try Bench(logins: { Self.login })
    let dataset = try bench.dataset()
    try dataset.set("level", to: "1")
    _ = try await dataset.synchronize()
    let owner = try await bench.identity()
    // As if the rows of a guest had a history when they move.
    let store = bench.manager.store
    try await store.connection().write { database in
      try database.execute(
        sql: "INSERT INTO dataset (identity_id, name) VALUES ('unknown', 'GameInfo')")
      let name = try #require(DatasetName("GameInfo"))
      let key = try #require(RecordKey("level"))
      let entry = JournalEntry(
        key: key, moment: Timestamp(milliseconds: 1), cause: .dropped, value: nil, replaced: "x",
        origin: RecordOrigin(), editSequence: 0)
      try store.write([entry], to: DatasetRow(owner: "unknown", name: name), in: database)
      let target = DatasetRow(owner: owner.rawValue, name: name)
      let source = DatasetRow(owner: "unknown", name: name)
      try store.moveJournal(from: source, to: target, in: database)
    }
    let history = try #require(try dataset.explanation(of: "level")).history
    #expect(history.map(\.cause) == [.dropped, .uploaded])
  }

  @Test func `records that met those of a returning user say by which rule`() async throws {
    let bench = try Bench(logins: { Self.login })
    try bench.dataset().set("level", to: "member's")
    _ = try await bench.dataset().synchronize()
    try await bench.manager.signOut()
    bench.clock.advance(1_000)
    try bench.dataset().set("level", to: "nobody's")
    try await bench.manager.credentials.setLogins { Self.login }
    _ = try await bench.identity()
    let explanation = try #require(try bench.dataset().explanation(of: "level"))
    #expect(explanation.cause == .moved(from: nil, rule: "last writer wins"))
    #expect(explanation.replaced == "member's")
  }

  @Test func `a removed key is explained, and an unknown one is not`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    _ = try await bench.identity()
    try dataset.set("level", to: "1")
    _ = try await dataset.synchronize()
    try dataset.remove("level")
    let explanation = try #require(try dataset.explanation(of: "level"))
    #expect(explanation.value == nil)
    #expect(
      explanation.description
        == "Removed on this device on 2027-01-15 08:00:00 UTC. It is not uploaded yet. "
        + "Before, it was '1'.")
    #expect(try dataset.explanation(of: "unknown") == nil)
    #expect(try dataset.explanation(of: "") == nil)
  }

  @Test func `the journal survives a restart, and a text to the byte`() async throws {
    let folder = try TemporaryDirectory()
    let first = try Bench(folder: folder)
    _ = try await first.identity()
    try await first.service.write(["e\u{301}": "a\u{0}b"], to: first.identity())
    _ = try await first.dataset().synchronize()
    await first.manager.close()
    let second = try Bench(service: first.service, folder: folder)
    let entry = try second.dataset().explanation(of: "e\u{301}")?.history.first
    #expect(entry?.value.isIdentical(to: "a\u{0}b") == true)
    #expect(try second.dataset().explanation(of: "\u{e9}") == nil)
  }

  @Test func `a put writes no entry`() async throws {
    let bench = try Bench()
    for number in 0..<5 { try bench.dataset().set("level", to: "\(number)") }
    let count = try await bench.manager.store.connection().read {
      try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM journal")
    }
    #expect(count == 0)
  }

  @Test func `the oldest entries of a key go first`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    let identity = try await bench.identity()
    for number in 1...25 {
      try bench.service.write(["level": "\(number)"], to: identity)
      _ = try await dataset.synchronize()
    }
    let history = try #require(try dataset.explanation(of: "level")).history
    #expect(history.map(\.value) == (6...25).reversed().map { "\($0)" })
  }

  @Test func `the oldest entries of a dataset go first`() async throws {
    let bench = try Bench()
    let identity = try await bench.identity()
    let dataset = try bench.dataset()
    let limit = LocalStore.journalEntriesPerDataset
    for round in 0..<3 {
      let values = (0..<1_000).reduce(into: [String: String?]()) { $0["k\($1)"] = "\(round)" }
      try bench.service.write(values, to: identity)
      _ = try await dataset.synchronize()
    }
    let count = try await bench.manager.store.connection().read {
      try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM journal")
    }
    #expect((limit - 100...limit).contains(count ?? 0))
    #expect(try dataset.explanation(of: "k7")?.history.map(\.value) == ["2", "1"])
    let single = try #require(try dataset.explanation(of: "k999")).history
    #expect(single.first?.value == "2")
  }

  @Test func `C-010 a wipe takes the journal along, and leaves that of others`() async throws {
    let bench = try Bench()
    let first = try await bench.identity()
    try bench.dataset().set("level", to: "1")
    _ = try await bench.dataset().synchronize()
    try await bench.manager.credentials.clear()
    let second = try await bench.identity()
    try bench.dataset().set("level", to: "2")
    _ = try await bench.dataset().synchronize()
    try bench.manager.wipe(first)
    let owners = try await bench.manager.store.connection().read {
      try String.fetchAll($0, sql: "SELECT DISTINCT identity_id FROM journal")
    }
    #expect(owners == [second.rawValue])
    try await bench.manager.wipeAll()
    let left = try await bench.manager.store.connection().read {
      try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM journal")
    }
    #expect(left == 0)
  }

  @Test(arguments: ["", String(repeating: "x", count: 65)])
  func `a name that the service would refuse is refused at once`(name: String) {
    let error = #expect(throws: SyncError.self) { try Bench(deviceName: name) }
    #expect(error?.code == .invalidName)
  }
}
