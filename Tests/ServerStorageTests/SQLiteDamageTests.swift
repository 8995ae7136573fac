import Foundation
import GRDB
import GRDBSQLite
import ServerStorage
import SyncCore
import Testing
import TestKit

/// Damage to the files: what is served is right, or nothing is, and nothing is written over.
///
/// SQLite knows damage to its structure. It cannot know a flipped bit inside a value.
@Suite struct SQLiteDamageTests {
  private struct Filled {
    var directory: TemporaryDirectory
    var fixtures: StoreFixtures
    var dataset: DatasetReference
    var listing: DatasetListing
  }

  /// Makes a database of some dozen pages.
  private static func filled() async throws -> Filled {
    let directory = try TemporaryDirectory()
    let store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
    for number in 0..<200 {
      let value = String(repeating: "\(number % 10)", count: 500)
      _ = try await store.commit(fixtures.put(["k\(number)": value], to: dataset))
    }
    let listing = try await fixtures.everything(of: dataset, in: store)
    await store.close()
    return Filled(directory: directory, fixtures: fixtures, dataset: dataset, listing: listing)
  }

  private static func overwrite(_ path: String, _ page: Int, with byte: UInt8) throws {
    let file = try FileHandle(forUpdating: URL(filePath: path))
    try file.seek(toOffset: UInt64(page) * 4_096)
    try file.write(contentsOf: Data(repeating: byte, count: 4_096))
    try file.close()
  }

  @Test(arguments: [0x00, 0x5a, 0xff] as [UInt8])
  func `a database with any page overwritten is refused, or served as it was`(
    byte: UInt8
  ) async throws {
    let filled = try await Self.filled()
    let path = filled.directory.databasePath
    let whole = try Data(contentsOf: URL(filePath: path))
    var refusals = 0
    for page in 0..<whole.count / 4_096 {
      try whole.write(to: URL(filePath: path))
      try Self.overwrite(path, page, with: byte)
      let damaged = try Data(contentsOf: URL(filePath: path))
      do throws(StoreError) {
        let directory: DataDirectory
        do { directory = try DataDirectory(filled.directory.path) } catch { throw .failure(error) }
        let store = try SQLiteServerStore(directory, options: SQLiteOptions(logBytes: 1 << 16))
        let listing = try await store.list(ListRequest(dataset: filled.dataset, start: .since(0)))
        #expect(listing == filled.listing)
        await store.close()
      } catch {
        guard case .failure(let failure) = error else { throw error }
        #expect(failure.kind == .corrupt, "\(failure)")
        #expect(try Data(contentsOf: URL(filePath: path)) == damaged)
        refusals += 1
      }
    }
    #expect(refusals > whole.count / 4_096 / 2)
  }

  @Test func `damage that comes while the store is open is reported when it is met`() async throws {
    let filled = try await Self.filled()
    let path = filled.directory.databasePath
    let whole = try Data(contentsOf: URL(filePath: path))
    var refusals = 0
    for page in 1..<whole.count / 4_096 {
      try whole.write(to: URL(filePath: path))
      let store = try filled.directory.open()
      try Self.overwrite(path, page, with: 0xa5)
      do throws(StoreError) {
        let listing = try await store.list(ListRequest(dataset: filled.dataset, start: .since(0)))
        #expect(listing == filled.listing)
      } catch {
        guard case .failure = error else { throw error }
        refusals += 1
      }
      await store.close()
    }
    #expect(refusals > 10)
  }

  @Test func `a log full of garbage takes nothing from what was written before`() async throws {
    let filled = try await Self.filled()
    var generator = SeededGenerator(seed: 5)
    let garbage = Data((0..<200_000).map { _ in UInt8.random(in: 0...255, using: &generator) })
    try garbage.write(to: URL(filePath: filled.directory.databasePath + "-wal"))
    let store = try filled.directory.open()
    #expect(try await filled.fixtures.everything(of: filled.dataset, in: store) == filled.listing)
    _ = try await store.commit(filled.fixtures.put(["new": "1"], to: filled.dataset))
    await store.close()
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `a log that was damaged leaves a state that once was`(seed: UInt64) async throws {
    let directory = try TemporaryDirectory()
    let store = try directory.open(SQLiteOptions(logBytes: 1 << 20))
    let fixtures = try await StoreFixtures(in: store)
    let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
    for count in 0..<40 as Range<SyncCount> {
      _ = try await store.commit(
        fixtures.put(["a": "\(count + 1)", "b": "\(count + 1)"], at: count, to: dataset))
    }
    let copy = try TemporaryDirectory()
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(
        atPath: directory.databasePath + suffix, toPath: copy.databasePath + suffix)
    }
    await store.close()
    var generator = SeededGenerator(seed: seed)
    let log = URL(filePath: copy.databasePath + "-wal")
    var content = try Data(contentsOf: log)
    // The first frames hold the schema and the identity.
    let position = Int.random(in: 300_000..<600_000, using: &generator)
    try #require(content.count > position)
    content[position] ^= 0x40
    try content.write(to: log)
    let recovered = try copy.open()
    let page = try await fixtures.everything(of: dataset, in: recovered).page
    #expect(page.datasetSyncCount <= 40)
    let values = page.datasetSyncCount == 0 ? [] : ["\(page.datasetSyncCount)"]
    #expect(Set(page.records.map(\.value)) == Set(values))
    await recovered.close()
  }

  @Test func `a disk that became read-only is reported, and reads go on`() async throws {
    let filled = try await Self.filled()
    let disk = FaultyDisk(filled.directory.path)
    let store = try filled.directory.open()
    disk.fail(FaultyDisk.Fault(call: .write, after: 0, code: SQLITE_READONLY, isLasting: true))
    let request = try filled.fixtures.put(["new": "1"], to: filled.dataset)
    let error = await #expect(throws: StoreError.self) { try await store.commit(request) }
    guard case .failure(let failure)? = error else {
      Issue.record("The failure is the storage's.")
      return
    }
    #expect(failure.kind == .readOnly)
    #expect(failure.message.contains("cannot be written"))
    #expect(try await filled.fixtures.everything(of: filled.dataset, in: store) == filled.listing)
    #expect(disk.heal() > 0)
    #expect(try await store.commit(request).count == 1)
    await store.close()
  }

  @Test(.enabled(if: geteuid() != 0, "Nothing is read-only for the superuser."))
  func `a directory that cannot be written is refused`() async throws {
    let filled = try await Self.filled()
    let path = filled.directory.path
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: path)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }
    #expect(throws: (any Error).self) { try filled.directory.open() }
  }

  @Test(arguments: stride(from: 0, to: 60, by: 3).map(\.self))
  func `a first start that a full disk cuts short is made good by the next`(
    number: Int
  ) async throws {
    let directory = try TemporaryDirectory()
    let disk = FaultyDisk(directory.path)
    disk.fail(FaultyDisk.Fault(call: .write, after: number, code: SQLITE_FULL, isLasting: true))
    do {
      await (try directory.open()).close()
    } catch let error as StoreError {
      guard case .failure(let failure) = error else { throw error }
      #expect(failure.kind == .diskFull, "\(failure)")
    }
    _ = disk.heal()
    let store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
    _ = try await store.commit(fixtures.put(["a": "1"], to: dataset))
    await store.close()
  }
}
