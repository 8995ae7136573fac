import Foundation
import SyncClient
import SyncCore

/// What an app waits for while it uses a dataset, beside bare SQLite with the same rows.
struct StoreBenchmark {
  let workspace: Workspace
  /// Calls measured.
  let count: Int

  /// As many as a dataset may hold.
  static let records = 1_024

  func run(into table: inout ResultTable) throws {
    // The floor and the SDK take turns, so that both meet the same moods of the machine.
    try puts(into: &table)
    try durablePuts(into: &table)
    try gets(into: &table)
    try openings(into: &table)
  }

  /// The key that the n-th call concerns, all in turn but in no order.
  static func key(_ number: Int) -> String { "key.\(number * 389 % records)" }

  static func value(_ number: Int) -> String {
    "1 0123456789abcdef \(number) \(String(repeating: "rdLU", count: 20))"
  }

  static func manager(at path: String) throws -> SyncManager {
    guard let pool = IdentityPoolID("us-east-1:0") else { throw BenchmarkFailure("No pool.") }
    return try SyncManager(
      SyncManager.Configuration(pool: pool, region: "us-east-1", storePath: path),
      transport: Transport(
        send: { _, _ throws(TransportError) in throw TransportError(.unreachable, "") },
        stream: { _ throws(TransportError) in throw TransportError(.unreachable, "") }))
  }

  private func path(_ name: String) -> String { workspace.directory.appending(path: name).path }

  private func puts(into table: inout ResultTable) throws {
    let raw = try RawRecords(path: path("raw-puts.sqlite"))
    let dataset = try Self.manager(at: path("puts.sqlite")).dataset("GameInfo")
    var (floor, samples) = (Samples(), Samples())
    for number in 0..<count {
      let (key, value) = (Self.key(number), Self.value(number))
      floor.add(try Self.time { try raw.put(key, value, edit: number) })
      samples.add(try Self.time { try dataset.set(key, to: value) })
    }
    Self.add("put, safe from the end of the process", floor, samples, atMost: 2, into: &table)
  }

  private func durablePuts(into table: inout ResultTable) throws {
    let raw = try RawRecords(path: path("raw-durable.sqlite"), isDurable: true)
    let manager = try Self.manager(at: path("durable.sqlite"))
    let dataset = try manager.dataset("GameInfo")
    var (floor, samples) = (Samples(), Samples())
    for number in 0..<max(100, count / 20) {
      let (key, value) = (Self.key(number), Self.value(number))
      floor.add(try Self.time { try raw.put(key, value, edit: number) })
      samples.add(
        try Self.time {
          try dataset.set(key, to: value)
          try manager.flush()
        })
    }
    Self.add("put, safe from the loss of power (fsync)", floor, samples, atMost: 2, into: &table)
  }

  private func gets(into table: inout ResultTable) throws {
    let (raw, dataset) = try full("gets")
    var (floor, samples) = (Samples(), Samples())
    for number in 0..<count * 4 {
      let key = Self.key(number)
      floor.add(try Self.time { _ = try raw.get(key) })
      samples.add(try Self.time { _ = try dataset.value(for: key) })
    }
    table.add("raw SQLite: get", samples: floor, goal: "baseline")
    table.add("SDK: get", samples: samples, bars: [.median(0.01)])
  }

  /// From nothing to all values in memory; the system has the file at hand already.
  private func openings(into table: inout ResultTable) throws {
    _ = try full("openings")
    var (floor, samples) = (Samples(), Samples())
    for _ in 0..<max(20, count / 50) {
      floor.add(
        try Self.time { _ = try RawRecords(path: path("raw-openings.sqlite")).all() })
      samples.add(
        try Self.time {
          _ = try Self.manager(at: path("openings.sqlite")).dataset("GameInfo").values()
        })
    }
    table.add("raw SQLite: open, read \(Self.records) rows", samples: floor, goal: "baseline")
    table.add("SDK: open, read a full dataset", samples: samples)
  }

  /// Makes both stores with a full dataset.
  private func full(_ name: String) throws -> (RawRecords, Dataset) {
    let raw = try RawRecords(path: path("raw-\(name).sqlite"))
    let dataset = try Self.manager(at: path("\(name).sqlite")).dataset("GameInfo")
    let values = (0..<Self.records).map { (Self.key($0), Self.value($0)) }
    try raw.putAll(values, edit: 1)
    try dataset.set(Dictionary(values, uniquingKeysWith: { first, _ in first }))
    return (raw, dataset)
  }

  private static func add(
    _ name: String, _ floor: Samples, _ samples: Samples, atMost ratio: Double,
    into table: inout ResultTable
  ) {
    let reached = samples.milliseconds(atShare: 0.5) / floor.milliseconds(atShare: 0.5)
    table.add("raw SQLite: \(name)", samples: floor, goal: "baseline")
    table.add("SDK: \(name)", samples: samples)
    table.add("  ratio", value: (reached, " x"), bars: [.atMost(ratio, " x")])
  }

  private static func time(_ body: () throws -> Void) rethrows -> Duration {
    let start = ContinuousClock.now
    try body()
    return ContinuousClock.now - start
  }
}
