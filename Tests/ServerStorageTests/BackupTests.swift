import Foundation
import ServerStorage
import SyncCore
import Synchronization
import Testing
import TestKit

/// Copies of a data directory that somebody works on.
@Suite struct BackupTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private var data: String { directory.file("data") }
  private var copy: String { directory.file("copy") }

  private func open(_ path: String) throws -> SQLiteServerStore {
    try SQLiteServerStore(DataDirectory(path), options: SQLiteOptions(logBytes: 1 << 16))
  }

  /// Fills a data directory with a pool, an identity, a dataset of two records, and keys.
  private func fill() async throws -> (SQLiteServerStore, StoreFixtures) {
    let store = try open(data)
    let fixtures = try await StoreFixtures(in: store)
    let user = try await fixtures.identity(1, in: store)
    _ = try await store.commit(fixtures.put(["a": "1", "b": "2"], to: fixtures.dataset(user)))
    try FileManager.default.createDirectory(
      atPath: "\(data)/secrets", withIntermediateDirectories: true)
    try Data("key".utf8).write(to: URL(filePath: "\(data)/secrets/keys.json"))
    try Data("draft".utf8).write(to: URL(filePath: "\(data)/secrets/keys.json.new"))
    try Data("owner".utf8).write(to: URL(filePath: "\(data)/admin.json"))
    return (store, fixtures)
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `a backup of a running store has everything and is for its user alone`() async throws {
    let (store, _) = try await fill()
    let content = try Backup(of: data, to: copy).make()
    #expect(content.pools == 1)
    #expect(content.identities == 1)
    #expect(content.datasets == 1)
    #expect(content.records == 2)
    let files = try FileManager.default.subpathsOfDirectory(atPath: copy).sorted()
    #expect(files == ["admin.json", "holds.sqlite", "secrets", "secrets/keys.json"])
    for file in files {
      #expect(try mode("\(copy)/\(file)") == (file == "secrets" ? 0o700 : 0o600))
    }
    #expect(try mode(copy) == 0o700)
    #expect(try Data(contentsOf: URL(filePath: "\(copy)/secrets/keys.json")) == Data("key".utf8))
    let report = try BackupInspection(of: copy).report()
    #expect(report.content == content)
    #expect(report.findings == [])
    await store.close()
  }

  @Test func `a service goes on from a restored backup`() async throws {
    let (store, fixtures) = try await fill()
    _ = try Backup(of: data, to: copy).make()
    let user = try StoreFixtures.id(1)
    _ = try await store.commit(fixtures.put(["a": "later"], at: 1, to: fixtures.dataset(user)))
    await store.close()
    let restored = try open(copy)
    let records = try await fixtures.everything(of: fixtures.dataset(user), in: restored).page
    #expect(records.records.map(\.value) == ["1", "2"])
    _ = try await restored.commit(fixtures.put(["a": "3"], at: 1, to: fixtures.dataset(user)))
    #expect(try await restored.syncCount(of: fixtures.dataset(user)) == 2)
    await restored.close()
  }

  @Test func `A3 nothing is overwritten and nothing is left behind`() async throws {
    let (store, _) = try await fill()
    await store.close()
    for makes in [
      { try Data("precious".utf8).write(to: URL(filePath: copy)) },
      { try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true) },
    ] {
      try makes()
      let error = #expect(throws: StorageFailure.self) { try Backup(of: data, to: copy).make() }
      #expect(error?.message.contains("exists already") == true)
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).count == 2)
      try FileManager.default.removeItem(atPath: copy)
    }
    #expect(throws: StorageFailure.self) {
      try Backup(of: data, to: directory.file("missing/copy")).make()
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["data"])
  }

  @Test func `a directory without a database and a foreign database are refused`() throws {
    #expect(throws: StorageFailure.self) { try Backup(of: directory.path, to: copy).make() }
    try Data("Once upon a time, a long text stood here.".utf8)
      .write(to: URL(filePath: directory.databasePath))
    let error = #expect(throws: StorageFailure.self) {
      try Backup(of: directory.path, to: copy).make()
    }
    #expect(error?.kind == .corrupt)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["holds.sqlite"])
  }

  @Test func `a backup under load is a prefix of what was acknowledged`() async throws {
    let (store, fixtures) = try await fill()
    let load = Load(store: store, fixtures: fixtures)
    let (data, copy) = (data, copy)
    let (commits, began) = try await load.run {
      _ = try await Task.detached { try Backup(of: data, to: copy).make() }.value
    }
    await store.close()
    #expect(try BackupInspection(of: copy).report().findings == [])
    let restored = try open(copy)
    var counts: [Int: Int] = [:]
    for writer in Load.writers {
      let dataset = try fixtures.dataset(StoreFixtures.id(writer))
      let records = try await fixtures.everything(of: dataset, in: restored).page.records
      #expect(records.map(\.key.rawValue) == records.indices.map { "k\($0)" })
      counts[writer] = records.count
    }
    await restored.close()
    let kept = commits.filter { $0.number < counts[$0.writer] ?? 0 }
    let lost = commits.filter { $0.number >= counts[$0.writer] ?? 0 }
    #expect(kept.count >= 100)
    #expect(lost.allSatisfy { $0.acknowledged > began })
    // Nothing is missing that was acknowledged before something that is there was asked for.
    let lastAsked = kept.map(\.asked).max() ?? 0
    #expect(lost.allSatisfy { $0.acknowledged > lastAsked })
  }
}

/// Writers that go on, each in a dataset of its own, while something is done.
private final class Load: Sendable {
  /// One commit, on the clock that all share: when it was asked for, and when acknowledged.
  struct Commit: Sendable {
    var writer: Int
    var number: Int
    var asked: Int
    var acknowledged: Int
  }

  static let writers = 10..<14

  private let store: SQLiteServerStore
  private let fixtures: StoreFixtures
  private let clock = Atomic<Int>(0)
  private let isOver = Atomic<Bool>(false)

  init(store: SQLiteServerStore, fixtures: StoreFixtures) {
    self.store = store
    self.fixtures = fixtures
  }

  private func tick() -> Int { clock.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue }

  /// Does `work` once a hundred commits are acknowledged; returns all commits, and the time at
  /// which the work began.
  func run(_ work: @Sendable () async throws -> Void) async throws -> ([Commit], began: Int) {
    for writer in Self.writers { try await fixtures.identity(writer, in: store) }
    let (progress, signal) = AsyncStream.makeStream(of: Void.self)
    return try await withThrowingTaskGroup(of: [Commit].self) { group in
      for writer in Self.writers {
        group.addTask { try await self.write(as: writer) { signal.yield() } }
      }
      var count = 0
      for await _ in progress {
        count += 1
        if count == 100 { break }
      }
      let began = tick()
      try await work()
      isOver.store(true, ordering: .sequentiallyConsistent)
      return (try await group.reduce(into: []) { $0 += $1 }, began)
    }
  }

  private func write(as writer: Int, acknowledged: () -> Void) async throws -> [Commit] {
    let dataset = try fixtures.dataset(StoreFixtures.id(writer))
    var commits: [Commit] = []
    while !isOver.load(ordering: .sequentiallyConsistent), commits.count < 1_000 {
      let asked = tick()
      _ = try await store.commit(fixtures.put(["k\(commits.count)": "v"], to: dataset))
      commits.append(
        Commit(writer: writer, number: commits.count, asked: asked, acknowledged: tick()))
      acknowledged()
    }
    return commits
  }
}
