import Foundation
import HTTPTransport
import SyncClient
import SyncCore

/// What a synchronization takes, in time, requests and bytes, against a service on this machine.
struct SynchronizeBenchmark {
  let client: BenchmarkClient
  let workspace: Workspace
  /// Synchronizations measured for one figure.
  let count: Int

  func run(into table: inout ResultTable) async throws {
    let login = try client.account("synchronize")
    let meter = try WireMeter(to: client.port)
    for records in [0, 1, 100, StoreBenchmark.records] {
      try await measure(records, login, meter, into: &table)
    }
    meter.stop()
  }

  /// Two devices: one uploads, the other takes in.
  ///
  /// Time is taken on a direct connection; requests and bytes on one through the meter.
  private func measure(
    _ records: Int, _ login: [String: String], _ meter: WireMeter, into table: inout ResultTable
  ) async throws {
    let name = "sync\(records)"
    let pair = try [
      device("\(name)-one", login, port: client.port),
      device("\(name)-two", login, port: client.port),
    ]
    let (one, two) = (try pair[0].dataset(name), try pair[1].dataset(name))
    for dataset in [one, two] { _ = try await dataset.synchronize() }
    var (pushes, pulls) = (Samples(), Samples())
    for round in 0..<max(5, records > 100 ? count / 10 : count) {
      try one.set(Self.values(records, round))
      pushes.add(try await Self.time { _ = try await one.synchronize() })
      guard records > 0 else { continue }
      pulls.add(try await Self.time { _ = try await two.synchronize() })
    }
    let limit = records == StoreBenchmark.records ? [Bar.median(100)] : []
    if records == 0 {
      table.add("synchronize with nothing new", samples: pushes)
    } else {
      table.add("synchronize: upload \(records) records", samples: pushes, bars: limit)
      table.add("synchronize: take in \(records) records", samples: pulls, bars: limit)
    }
    for manager in pair { await manager.close() }
    try await weigh(records, login, meter, into: &table)
  }

  private func weigh(
    _ records: Int, _ login: [String: String], _ meter: WireMeter, into table: inout ResultTable
  ) async throws {
    let name = "wire\(records)"
    let pair = try [
      device("\(name)-one", login, port: meter.port),
      device("\(name)-two", login, port: meter.port),
    ]
    let (one, two) = (try pair[0].dataset(name), try pair[1].dataset(name))
    for dataset in [one, two] { _ = try await dataset.synchronize() }
    meter.reset()
    try one.set(Self.values(records, 1))
    _ = try await one.synchronize()
    let bars = records == 0 ? [Bar.atMost(1, " requests")] : []
    let title = records == 0 ? "with nothing new" : "upload \(records)"
    table.add("  requests, \(title)", value: (Double(meter.requests), ""), bars: bars)
    table.add("  KiB sent, \(title)", value: (Double(meter.sent) / 1_024, " KiB"))
    table.add("  KiB received, \(title)", value: (Double(meter.received) / 1_024, " KiB"))
    if records > 0 {
      meter.reset()
      _ = try await two.synchronize()
      table.add("  requests, take in \(records)", value: (Double(meter.requests), ""))
      table.add(
        "  KiB received, take in \(records)", value: (Double(meter.received) / 1_024, " KiB"))
    }
    for manager in pair { await manager.close() }
  }

  private func device(
    _ name: String, _ login: [String: String], port: Int
  ) throws -> SyncManager {
    try SyncManager(
      SyncManager.Configuration(
        pool: client.pool, region: "us-east-1",
        storePath: workspace.directory.appending(path: "\(name).sqlite").path),
      transport: try Transport.http(endpoint: "http://\(client.host):\(port)"),
      logins: { login })
  }

  private static func values(_ records: Int, _ round: Int) -> [String: String] {
    Dictionary(
      (0..<records).map { (StoreBenchmark.key($0), StoreBenchmark.value($0 + round * 7)) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func time(_ body: () async throws -> Void) async rethrows -> Duration {
    let start = ContinuousClock.now
    try await body()
    return ContinuousClock.now - start
  }
}
