import Foundation
import GRDB
import GRDBSQLite
import ServerStorage
import SyncCore
import Testing
import TestKit

/// A disk that fails at the n-th call, issue 3 "Robustness".
@Suite struct SQLiteFaultTests {
  /// How a write fails.
  enum Failure: CaseIterable, Sendable {
    case full
    case inputOutput

    var code: Int32 {
      switch self {
      case .full: SQLITE_FULL
      case .inputOutput: SQLITE_IOERR | 3 << 8
      }
    }

    var kind: StorageFailure.Kind {
      switch self {
      case .full: .diskFull
      case .inputOutput: .inputOutput
      }
    }
  }

  private static func integrity(_ directory: TemporaryDirectory) throws -> String? {
    try DatabaseQueue(path: directory.databasePath).read { database in
      try #require(try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").isEmpty)
      return try String.fetchOne(database, sql: "PRAGMA integrity_check")
    }
  }

  @Test(arguments: Failure.allCases, 201...203 as ClosedRange<UInt64>)
  func `whatever write fails, the request leaves no trace and the next one is served`(
    failure: Failure, seed: UInt64
  ) async throws {
    let directory = try TemporaryDirectory()
    let disk = FaultyDisk(directory.path)
    var store = try directory.open()
    var hits = 0
    try await ServerStoreSuite(seed: seed).run(against: store) {
      await store.close()
      store = try directory.open()
      return store
    } disturb: { number in
      disk.fail(FaultyDisk.Fault(call: .write, after: number, code: failure.code))
    } settle: {
      hits += disk.heal()
    }
    await store.close()
    #expect(hits > 10, "\(hits)")
    #expect(try Self.integrity(directory) == "ok")
  }

  @Test(arguments: Failure.allCases)
  func `a failing write is told in the operator's words`(failure: Failure) async throws {
    let directory = try TemporaryDirectory()
    let disk = FaultyDisk(directory.path)
    let store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
    disk.fail(FaultyDisk.Fault(call: .write, after: 0, code: failure.code))
    let request = try fixtures.put(["a": "1"], to: dataset)
    let error = await #expect(throws: StoreError.self) { try await store.commit(request) }
    guard case .failure(let told)? = error else {
      Issue.record("The failure is the storage's.")
      return
    }
    #expect(told.kind == failure.kind)
    #expect(disk.heal() == 1)
    #expect(try await store.commit(request).map(\.syncCount) == [1])
    await store.close()
  }

  /// With a small log some of the calls belong to a checkpoint, which fails no commit: the log
  /// holds what it could not move.
  @Test(arguments: [1 << 16, 1 << 22], 0..<6)
  func `after a commit's failed fsync nothing is acknowledged until the files are opened anew`(
    logBytes: Int, number: Int
  ) async throws {
    let directory = try TemporaryDirectory()
    let disk = FaultyDisk(directory.path)
    var store = try directory.open(SQLiteOptions(logBytes: logBytes))
    let fixtures = try await StoreFixtures(in: store)
    let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
    disk.fail(
      FaultyDisk.Fault(
        call: .synchronize, after: number, code: SQLITE_IOERR | 4 << 8, isLasting: false))
    var acknowledged: SyncCount = 0
    var failures = 0
    for count in 0..<12 as Range<SyncCount> {
      let request = try fixtures.put(["a": "\(count)"], at: count, to: dataset)
      do throws(StoreError) {
        _ = try await store.commit(request)
        #expect(failures == 0)
        acknowledged = count + 1
      } catch {
        guard case .failure(let failure) = error else { throw error }
        #expect(failure.kind == .inputOutput)
        failures += 1
      }
    }
    #expect(failures > 0 || logBytes == 1 << 16)
    #expect(disk.heal() == 1)
    await store.close()
    store = try directory.open()
    // The commit that failed may have come through; its successors cannot have.
    let count = try await store.syncCount(of: dataset)
    #expect((acknowledged...acknowledged + 1).contains(count))
    _ = try await store.commit(fixtures.put(["a": "more"], at: count, to: dataset))
    await store.close()
    #expect(try Self.integrity(directory) == "ok")
  }

  @Test func `what cannot be read is not served`() async throws {
    let directory = try TemporaryDirectory()
    let disk = FaultyDisk(directory.path)
    var store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
    for count in 0..<60 as Range<SyncCount> {
      let value = String(repeating: "v", count: 4_000)
      _ = try await store.commit(fixtures.put(["k\(count)": value], to: dataset))
    }
    let everything = try await fixtures.everything(of: dataset, in: store)
    await store.close()
    var hits = 0
    for number in stride(from: 0, to: 60, by: 7) {
      store = try directory.open()
      disk.fail(
        FaultyDisk.Fault(call: .read, after: number, code: SQLITE_IOERR | 1 << 8, isLasting: true))
      do throws(StoreError) {
        let listing = try await store.list(ListRequest(dataset: dataset, start: .since(0)))
        #expect(listing == everything)
      } catch {
        guard case .failure(let failure) = error else { throw error }
        #expect(failure.kind == .inputOutput, "\(failure)")
      }
      hits += disk.heal()
      #expect(try await fixtures.everything(of: dataset, in: store) == everything)
      await store.close()
    }
    #expect(hits > 0)
  }
}
