import Foundation
import GRDB
import SyncCore
import TestKit
import Testing

@testable import SyncClient

/// A local file that is not what it was: it is kept aside, and the service has the records.
@Suite struct StoreDamageTests {
  private static let login = ["login.example.com": "anna"]
  private let folder: TemporaryDirectory
  private let path: String
  private let now = Timestamp(milliseconds: 1_000)

  init() throws {
    folder = try TemporaryDirectory()
    path = folder.file("s.sqlite")
  }

  private func open() throws(StoreError) -> LocalStore {
    try LocalStore.open(at: path, pool: Bench.pool, now: now)
  }

  private func dataset() throws -> DatasetName { try #require(DatasetName("GameInfo")) }

  /// Leaves a closed file of several pages, all of them in the file itself, and returns its bytes.
  private func makeFile(rows: Int = 60) throws -> Data {
    let store = try open()
    for number in 0..<rows {
      let key = try #require(RecordKey("k\(number)"))
      _ = try store.set(
        [key: String(repeating: "x", count: 300)], in: dataset(), of: .current, at: now)
    }
    try store.flush()
    store.close()
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    return try Data(contentsOf: URL(filePath: path))
  }

  private func put(_ bytes: Data) throws {
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
    try bytes.write(to: URL(filePath: path))
  }

  /// Opens what is at the path and expects either everything or an empty store beside a copy.
  private func expectWholeOrSetAside(
    _ bytes: Data, rows: Int, _ comment: Comment
  ) throws -> Bool {
    let store = try open()
    defer { store.close() }
    let count = try store.replica(of: dataset(), of: .current).rows.count
    guard let copy = store.damagedCopy else {
      #expect(count == rows, comment)
      return false
    }
    #expect(count == 0, comment)
    #expect(try Data(contentsOf: URL(filePath: copy)) == bytes, comment)
    let key = try #require(RecordKey("new"))
    _ = try store.set([key: "1"], in: dataset(), of: .current, at: now)
    #expect(try store.replica(of: dataset(), of: .current).values == [key: "1"], comment)
    return true
  }

  @Test func `a file cut at any page, or near it, is set aside`() throws {
    let whole = try makeFile()
    let pages = whole.count / 4_096
    try #require(pages > 6)
    var lengths = (1..<pages).map { $0 * 4_096 }
    lengths += [2, 15, 16, 17, 99, 100, 101, 511, 512, 513, 4_095, 4_097, whole.count - 4_095]
    for length in lengths {
      try put(whole.prefix(length))
      let wasSetAside = try expectWholeOrSetAside(
        whole.prefix(length), rows: 60, "cut to \(length) bytes")
      #expect(wasSetAside, "cut to \(length) bytes")
    }
  }

  /// A single byte is what SQLite itself takes for an empty file.
  @Test(arguments: [0, 1])
  func `an emptied file is a new one`(length: Int) throws {
    try put(try makeFile().prefix(length))
    let store = try open()
    #expect(store.damagedCopy == nil)
    #expect(try store.replica(of: dataset(), of: .current).rows.isEmpty)
  }

  @Test(arguments: 0..<24 as Range<Int>)
  func `garbage in any place of the file is noticed or harmless`(place: Int) throws {
    let whole = try makeFile()
    var bytes = whole
    // Every page in turn: its head, its middle and its end.
    let page = place / 3
    try #require(page * 4_096 < whole.count)
    let offset = page * 4_096 + [0, 2_000, 4_064][place % 3]
    bytes.replaceSubrange(offset..<offset + 32, with: Data(repeating: 0xA5, count: 32))
    try put(bytes)
    let store: LocalStore
    do throws(StoreError) {
      store = try open()
    } catch {
      // What looks like another version of the file is left for the user to decide about.
      #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
      #expect(SyncError(error).message.isEmpty == false)
      return
    }
    defer { store.close() }
    if store.damagedCopy == nil {
      // Free space and texts may be overwritten unnoticed, keys and counts may not.
      #expect(try store.replica(of: dataset(), of: .current).rows.count == 60)
    } else {
      #expect(try store.replica(of: dataset(), of: .current).rows.isEmpty)
    }
  }

  @Test(arguments: ["text", "zeros", "gzip"])
  func `another kind of file in its place is set aside`(kind: String) throws {
    let bytes =
      switch kind {
      case "text": Data("These are my notes.\n".utf8)
      case "zeros": Data(count: 16_384)
      case _: Data([0x1F, 0x8B, 8, 0] + [UInt8](repeating: 7, count: 9_000))
      }
    try put(bytes)
    #expect(try expectWholeOrSetAside(bytes, rows: 0, "\(kind)"))
  }

  @Test(arguments: ["missing", "empty", "garbage", "cut", "middle", "foreign"])
  func `a log that is missing or garbled costs its own writes at most`(damage: String) throws {
    let base = try makeFile(rows: 20)
    let running = try open()
    for number in 0..<20 {
      let key = try #require(RecordKey("late\(number)"))
      _ = try running.set([key: "1"], in: dataset(), of: .current, at: now)
    }
    // What a device that loses its power has: the files as they are, with nobody at work.
    let main = try Data(contentsOf: URL(filePath: path))
    let log = try Data(contentsOf: URL(filePath: path + "-wal"))
    running.close()
    try #require(log.count > 8_192)
    var bytes = log
    switch damage {
    case "missing": bytes = Data()
    case "empty": bytes = Data()
    case "garbage": bytes = Data(repeating: 0x5A, count: log.count)
    case "cut": bytes = log.prefix(log.count / 2 + 7)
    case "middle": bytes[log.count / 2] ^= 0xFF
    case _: bytes = Data("This is no log.".utf8)
    }
    try put(main)
    if damage != "missing" { try bytes.write(to: URL(filePath: path + "-wal")) }
    let store = try open()
    #expect(store.damagedCopy == nil)
    let keys = try store.replica(of: dataset(), of: .current).rows.keys.map(\.rawValue)
    let late = keys.filter { $0.hasPrefix("late") }.compactMap { Int($0.dropFirst(4)) }.sorted()
    #expect(keys.count - late.count == 20)
    // The writes that are left are the first ones, without a gap.
    #expect(late == Array(0..<late.count))
    #expect(late.count < 20)
    #expect(base.count > 0)
  }

  @Test func `a folder in its place is left alone, and said so`() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try Data("1".utf8).write(to: URL(filePath: path + "/mine"))
    let error = #expect(throws: SyncError.self) { try manager() }
    #expect(error?.code == .storage)
    #expect(error?.message.contains("Check the folder and its permissions") == true)
    #expect(FileManager.default.fileExists(atPath: path + "/mine"))
  }

  /// Runs as nobody, for the superuser may read everything.
  @Test(arguments: [(0o000, 0o777), (0o444, 0o777), (0o444, 0o555), (0o666, 0o500)])
  func `a file that may not be read or written is left alone, and said so`(
    file: Int, parent: Int
  ) async throws {
    let bytes = try makeFile()
    for (path, mode) in [(path, file), (folder.path, parent)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    await #expect(processExitsWith: .success) { [path = path as String] in
      if getuid() == 0 { try #require(setuid(65_534) == 0) }
      let error = #expect(throws: SyncError.self) {
        try SyncManager(
          .init(pool: Bench.pool, region: "us-east-1", storePath: path),
          transport: FakeService(pool: Bench.pool).transport)
      }
      #expect(error?.code == .storage)
      #expect(error?.message.contains("permissions") == true)
    }
    for (path, mode) in [(folder.path, 0o755), (path, 0o600)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count <= 2)
  }

  @Test(arguments: ["cut", "garbage", "text"])
  func `what was in a damaged file comes back from the service`(damage: String) async throws {
    let service = FakeService(pool: Bench.pool)
    let first = try Bench(service: service, folder: folder, logins: { Self.login })
    let values = (0..<60).reduce(into: [:]) {
      $0["k\($1)"] = String(repeating: "\($1)", count: 200)
    }
    try first.dataset().set(values)
    _ = try await first.dataset().synchronize()
    await first.manager.close()
    let file = folder.file("device.sqlite")
    var bytes = try Data(contentsOf: URL(filePath: file))
    switch damage {
    case "cut": bytes = bytes.prefix(bytes.count / 2)
    case "garbage": for index in 0..<bytes.count where index % 5 == 0 { bytes[index] = 0xEE }
    case _: bytes = Data("nonsense".utf8)
    }
    try bytes.write(to: URL(filePath: file))

    let second = try Bench(service: service, folder: folder, logins: { Self.login })
    let copy = try #require(second.manager.damagedStoreCopy)
    #expect(try Data(contentsOf: URL(filePath: copy)) == bytes)
    #expect(try second.dataset().values().isEmpty)
    // What is written before the service is asked stays, beside what comes back.
    try second.dataset().set("new", to: "1")
    _ = try await second.dataset().synchronize()
    #expect(try second.dataset().values() == values.merging(["new": "1"]) { $1 })
    try await second.expectAgreement()
    await second.manager.close()
    #expect(try Bench(service: service, folder: folder).manager.damagedStoreCopy == nil)
  }

  /// A guest has no login to come back with, only the identity in the file.
  @Test func `a guest whose records are damaged stays the guest and gets them back`() async throws {
    let service = FakeService(pool: Bench.pool)
    let first = try Bench(service: service, folder: folder)
    let values = (0..<100).reduce(into: [:]) {
      $0["k\($1)"] = String(repeating: "\($1)", count: 200)
    }
    try first.dataset().set(values)
    _ = try await first.dataset().synchronize()
    let guest = try await first.identity()
    await first.manager.close()
    let file = folder.file("device.sqlite")
    var bytes = try Data(contentsOf: URL(filePath: file))
    // The last pages are the records'; who they belong to was written before.
    let begin = bytes.count - 5 * 4_096
    bytes.replaceSubrange(begin..<bytes.count, with: Data(repeating: 0xEE, count: 5 * 4_096))
    try bytes.write(to: URL(filePath: file))

    let second = try Bench(service: service, folder: folder)
    #expect(second.manager.damagedStoreCopy != nil)
    #expect(try await second.identity() == guest)
    _ = try await second.dataset().synchronize()
    #expect(try second.dataset().values() == values)
    #expect(service.calls.count { $0 == "GetId" } == 1)
    try await second.expectAgreement()
  }

  /// The file is overwritten while the program runs, as by a restored backup of the whole disk.
  @Test func `a file damaged under a running program is told, and set aside at the next start`()
    async throws
  {
    let service = FakeService(pool: Bench.pool)
    let first = try Bench(service: service, folder: folder, logins: { Self.login })
    let values = (0..<200).reduce(into: [:]) { $0["k\($1)"] = String(repeating: "x", count: 300) }
    try first.dataset().set(values)
    _ = try await first.dataset().synchronize()
    try first.manager.flush()
    let file = try FileHandle(forWritingTo: URL(filePath: folder.file("device.sqlite")))
    let length = try file.seekToEnd()
    try file.seek(toOffset: 4_096)
    try file.write(contentsOf: Data(repeating: 0xEE, count: Int(length) - 4_096))
    // The log goes too, or it would hide what became of the file.
    try FileHandle(forWritingTo: URL(filePath: folder.file("device.sqlite-wal")))
      .truncate(atOffset: 0)
    var told: Set<SyncError.Code> = []
    for number in 0..<3 {
      do throws(SyncError) {
        let dataset = try first.manager.dataset("GameInfo")
        try dataset.set("new\(number)", to: "1")
        _ = try dataset.values()
      } catch { told.insert(error.code) }
    }
    #expect(told.isSubset(of: [.storageDamaged]))
    await first.manager.close()
    let second = try Bench(service: service, folder: folder, logins: { Self.login })
    #expect(second.manager.damagedStoreCopy != nil)
    _ = try await second.dataset().synchronize()
    #expect(try second.dataset().values() == values)
  }

  @Test func `A3 an emptied device never empties the service`() async throws {
    let service = FakeService(pool: Bench.pool)
    let first = try Bench(service: service, folder: folder, logins: { Self.login })
    try first.dataset().set(["a": "1", "b": "2"])
    _ = try await first.dataset().synchronize()
    await first.manager.close()
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: folder.file("device.sqlite" + suffix))
    }
    let calls = service.calls.count
    let second = try Bench(
      service: service, folder: folder, callbacks: .neverAsked, logins: { Self.login })
    _ = try await second.dataset().synchronize()
    #expect(!service.calls.dropFirst(calls).contains("UpdateRecords"))
    #expect(try second.dataset().values() == ["a": "1", "b": "2"])
    try await second.expectAgreement()
  }

  private func manager() throws -> SyncManager {
    try SyncManager(
      .init(pool: Bench.pool, region: "us-east-1", storePath: path),
      transport: FakeService(pool: Bench.pool).transport)
  }
}
