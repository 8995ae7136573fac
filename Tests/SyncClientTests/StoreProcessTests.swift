import Foundation
import SyncCore
import TestKit
import Testing

@testable import SyncClient

/// Several processes on one local file, as when a game and a tool of the same app run together.
@Suite struct StoreProcessTests {
  /// Both write the whole time, each its own keys and one that both want.
  @Test func `two processes that write at once lose nothing`() async throws {
    let folder = try TemporaryDirectory()
    let bench = try Bench(folder: folder)
    let identity = try await bench.identity()
    async let child: Void = Self.expectChild(in: folder.path)
    for number in 0..<150 {
      try bench.dataset().set(["parent\(number)": "1", "both": "parent \(number)"])
      if number % 10 == 9 { _ = try await bench.dataset().synchronize() }
    }
    await child
    _ = try await bench.dataset().synchronize()
    let values = try bench.dataset().values()
    #expect(values.keys.count { $0.hasPrefix("parent") } == 150)
    #expect(values.keys.count { $0.hasPrefix("child") } == 150)
    #expect(try await bench.identity() == identity)
    #expect(try bench.dataset().records().map(\.editSequence).allSatisfy { $0 > 0 })
    try await bench.expectAgreement()
  }

  private static func expectChild(in path: String) async {
    await #expect(processExitsWith: .success) { [path = path as String] in
      let store = try LocalStore.open(
        at: path + "/device.sqlite", pool: Bench.pool, now: Timestamp(milliseconds: 1))
      let name = try #require(DatasetName("GameInfo"))
      for number in 0..<150 {
        let keys = try [#require(RecordKey("child\(number)")), #require(RecordKey("both"))]
        _ = try store.set(
          [keys[0]: "1", keys[1]: "child \(number)"], in: name, of: .current,
          at: Timestamp(milliseconds: 2))
      }
    }
  }

  /// The first may set a damaged file aside while the second opens it.
  @Test func `two processes that find a damaged file set it aside once`() async throws {
    let folder = try TemporaryDirectory()
    try Data(repeating: 7, count: 20_000).write(to: URL(filePath: folder.file("device.sqlite")))
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<3 {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = folder.path as String, number = number as Int] in
            let store = try LocalStore.open(
              at: path + "/device.sqlite", pool: Bench.pool, now: Timestamp(milliseconds: 1))
            let name = try #require(DatasetName("GameInfo"))
            let key = try #require(RecordKey("k\(number)"))
            _ = try store.set([key: "1"], in: name, of: .current, at: Timestamp(milliseconds: 2))
          }
        }
      }
    }
    let copies = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.contains(".damaged-") }
    #expect(copies.count == 1)
    #expect(try Bench(folder: folder).dataset().values() == ["k0": "1", "k1": "1", "k2": "1"])
  }

  @Test func `two processes that open an older file bring it up to date once`() async throws {
    let folder = try TemporaryDirectory()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<3 {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = folder.path as String, number = number as Int] in
            let store = try LocalStore.open(
              at: path + "/device.sqlite", pool: Bench.pool, now: Timestamp(milliseconds: 1))
            let name = try #require(DatasetName("GameInfo"))
            let key = try #require(RecordKey("k\(number)"))
            _ = try store.set([key: "1"], in: name, of: .current, at: Timestamp(milliseconds: 2))
          }
        }
      }
    }
    #expect(try Bench(folder: folder).dataset().values().count == 3)
  }

  /// Both devices' worth of manager on one file, at once: what two terminals of one player are.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `B-25 B-28 two managers on one file synchronise at once and agree`(
    seed: UInt64
  ) async throws {
    var generator = SeededGenerator(seed: seed)
    let login = ["login.example.com": "anna"]
    let service = FakeService(pool: Bench.pool)
    let folder = try TemporaryDirectory()
    let benches = [
      try Bench(service: service, folder: folder, logins: { login }),
      try Bench(service: service, folder: folder, logins: { login }),
      try Bench(service: service, logins: { login }),
    ]
    for bench in benches { _ = try await bench.identity() }
    let datasets = try benches.map { try $0.dataset() }
    for round in 0..<12 {
      for bench in benches {
        let key = "k\(Int.random(in: 0..<4, using: &generator))"
        try bench.dataset().set(key, to: "\(round) \(Int.random(in: 0..<9, using: &generator))")
        bench.clock.advance(1)
      }
      await withTaskGroup(of: Void.self) { group in
        for dataset in datasets {
          group.addTask {
            // Losing the race four times is an answer; anything else is not.
            do throws(SyncError) {
              _ = try await dataset.synchronize()
            } catch {
              #expect(error.retry == .backoff, "seed \(seed), round \(round): \(error)")
            }
          }
        }
      }
    }
    for bench in benches + benches { _ = try await bench.dataset().synchronize() }
    for bench in benches { try await bench.expectAgreement("seed \(seed)") }
  }
}
