import Foundation
import GRDB
import GRDBSQLite
import SyncCore
import TestKit
import Testing

@testable import SyncClient

/// A disk that fails, and a process that dies, at any write of the local store.
@Suite struct StoreFaultTests {
  /// What the disk says.
  enum Fault: CaseIterable, Sendable {
    case full
    case broken

    var code: Int32 {
      switch self {
      case .full: SQLITE_FULL
      case .broken: SQLITE_IOERR | 3 << 8
      }
    }

    var expected: SyncError.Code {
      switch self {
      case .full: .storageFull
      case .broken: .storage
      }
    }
  }

  private static func integrity(_ folder: TemporaryDirectory) throws -> String? {
    try DatabaseQueue(path: folder.file("device.sqlite")).read {
      try String.fetchOne($0, sql: "PRAGMA integrity_check")
    }
  }

  @Test func `a write does not wait for the disk, and each flush does`() throws {
    let folder = try TemporaryDirectory()
    let disk = StoreDisk(folder.path)
    let bench = try Bench(folder: folder)
    let dataset = try bench.dataset()
    try dataset.set("first", to: "makes the dataset")
    _ = disk.heal()
    for round in 1...3 {
      try dataset.set("k", to: "\(round)")
      #expect(disk.waits == round - 1)
      try bench.manager.flush()
      #expect(disk.waits == round)
    }
  }

  /// Fails each write of a device's day in turn, until a day has no such write any more.
  @Test(arguments: [(.full, true), (.full, false), (.broken, false)] as [(Fault, Bool)])
  func `whatever write the disk refuses, what was acknowledged is there`(
    fault: Fault, isLasting: Bool
  ) async throws {
    var number = 0
    var wasHit = true
    while wasHit {
      let folder = try TemporaryDirectory()
      let bench = try Bench(folder: folder)
      try bench.dataset().set("before", to: "1")
      _ = try await bench.identity()
      let disk = StoreDisk(folder.path)
      await bench.manager.close()
      let troubled = try Bench(service: bench.service, folder: folder)
      var acknowledged = ["before": "1"]
      let dataset = try troubled.dataset()
      disk.ask { [number] call in
        (isLasting ? call >= number : call == number) ? fault.code : nil
      }
      for key in ["a", "b", "c"] {
        do throws(SyncError) {
          try dataset.set(key, to: String(repeating: key, count: 3_000))
          acknowledged[key] = String(repeating: key, count: 3_000)
        } catch {
          #expect(error.code == fault.expected, "at call \(number): \(error)")
        }
      }
      _ = try? await troubled.dataset().synchronize()
      wasHit = disk.heal() > number
      try await Self.expectRecovery(of: troubled, acknowledged, "at call \(number)")
      // The first ones are each of their own kind, the later ones much alike.
      number += number < 20 ? 1 : 5
      try #require(number < 300, "The writes never come to an end.")
    }
    #expect(number > 15)
  }

  /// Expects that a device goes on with what was acknowledged, and does so after a restart.
  private static func expectRecovery(
    of bench: Bench, _ acknowledged: [String: String], _ comment: Comment
  ) async throws {
    #expect(try bench.dataset().values() == acknowledged, comment)
    try bench.dataset().set("after", to: "1")
    _ = try await bench.dataset().synchronize()
    try await bench.expectAgreement(comment)
    await bench.manager.close()
    #expect(try integrity(bench.folder) == "ok", comment)
    let restarted = try Bench(service: bench.service, folder: bench.folder)
    #expect(restarted.manager.damagedStoreCopy == nil, comment)
    #expect(
      try restarted.dataset().values() == acknowledged.merging(["after": "1"]) { $1 }, comment)
    await restarted.manager.close()
  }

  @Test func `a disk that is full at the first start leaves nothing that hinders the next`()
    async throws
  {
    var number = 0
    var wasHit = true
    while wasHit {
      let folder = try TemporaryDirectory()
      let disk = StoreDisk(folder.path)
      disk.ask { [number] call in call >= number ? SQLITE_FULL : nil }
      do throws(SyncError) {
        let manager = try SyncManager(
          .init(
            pool: Bench.pool, region: "us-east-1", storePath: folder.file("device.sqlite")),
          transport: FakeService(pool: Bench.pool).transport)
        await manager.close()
      } catch {
        #expect(error.code == .storageFull, "at call \(number): \(error)")
      }
      wasHit = disk.heal() > number
      let bench = try Bench(folder: folder)
      #expect(bench.manager.damagedStoreCopy == nil, "at call \(number)")
      try bench.dataset().set("a", to: "1")
      _ = try await bench.dataset().synchronize()
      try await bench.expectAgreement("at call \(number)")
      await bench.manager.close()
      number += 1
      try #require(number < 200, "The writes never come to an end.")
    }
    #expect(number > 5)
  }

  @Test func `a full disk is told with what to do, and reading goes on`() async throws {
    let folder = try TemporaryDirectory()
    let disk = StoreDisk(folder.path)
    let bench = try Bench(folder: folder)
    try bench.dataset().set("a", to: "1")
    disk.ask { _ in SQLITE_FULL }
    let error = #expect(throws: SyncError.self) { try bench.dataset().set("a", to: "2") }
    #expect(error?.code == .storageFull)
    #expect(error?.retry == .backoff)
    #expect(error?.message == "The disk is full, so nothing was written. Free some space.")
    #expect(try bench.dataset().value(for: "a") == "1")
    let failure = await #expect(throws: SyncError.self) {
      try await bench.dataset().synchronize()
    }
    #expect(failure?.code == .storageFull)
    _ = disk.heal()
    try bench.dataset().set("a", to: "3")
    _ = try await bench.dataset().synchronize()
    try await bench.expectAgreement()
  }

  /// The child writes until the disk kills it at its n-th write, and tells what was acknowledged.
  @Test(arguments: 0..<12)
  func `a process killed at any write keeps every acknowledged text`(step: Int) async throws {
    let folder = try TemporaryDirectory()
    let number = step * 7
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = folder.path as String, number = number as Int] in
      try StoreFaultTests.write(in: path, killedAt: number)
    }
    let acknowledged = try Self.acknowledged(in: folder)
    let bench = try Bench(folder: folder)
    #expect(bench.manager.damagedStoreCopy == nil)
    let values = try bench.dataset().values()
    for (key, value) in acknowledged {
      #expect(values[key] == value, "killed at write \(number)")
    }
    // The write that was on its way may have come through; none after it can have.
    #expect(values.count - acknowledged.count <= 1)
    _ = try await bench.dataset().synchronize()
    try await bench.expectAgreement("killed at write \(number)")
    await bench.manager.close()
    #expect(try Self.integrity(folder) == "ok")
  }

  /// Writes key after key, noting each that was acknowledged, until the process is killed.
  private static func write(in path: String, killedAt number: Int) throws {
    let disk = StoreDisk(path)
    let store = try LocalStore.open(
      at: path + "/device.sqlite", pool: Bench.pool, now: Timestamp(milliseconds: 1))
    let name = try #require(DatasetName("GameInfo"))
    try Data().write(to: URL(filePath: path + "/acknowledged"))
    let log = try FileHandle(forWritingTo: URL(filePath: path + "/acknowledged"))
    disk.ask { call in
      if call == number { kill(getpid(), SIGKILL) }
      return nil
    }
    for count in 0..<10_000 {
      let key = try #require(RecordKey("k\(count)"))
      let value = String(repeating: "\(count % 10)", count: 1 + count * 37 % 2_000)
      _ = try store.set([key: value], in: name, of: .current, at: Timestamp(milliseconds: 2))
      try log.write(contentsOf: Data("\(key)=\(value)\n".utf8))
      // Now and then the log moves into the file itself, where a death is the most delicate.
      if count % 5 == 4 { try store.flush() }
    }
  }

  private static func acknowledged(in folder: TemporaryDirectory) throws -> [String: String] {
    let text = try String(contentsOfFile: folder.file("acknowledged"), encoding: .utf8)
    return text.split(separator: "\n").reduce(into: [:]) { values, line in
      let parts = line.split(separator: "=", maxSplits: 1)
      values[String(parts[0])] = String(parts[1])
    }
  }
}
