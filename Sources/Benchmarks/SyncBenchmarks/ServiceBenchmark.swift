import CognitoWire
import SyncCore

/// Commits and listings per second, signed and durable, beside a bare echo in the same run.
struct ServiceBenchmark {
  let service: Child
  let client: BenchmarkClient
  let echo: Child
  let echoPort: Int
  /// Requests sent for one figure.
  let requests: Int

  static let connections = [1, 16, 64]

  func run(into table: inout ResultTable) throws {
    let load = LoadGenerator(host: client.host, port: client.port)
    let echoLoad = LoadGenerator(host: client.host, port: echoPort)
    for count in Self.connections {
      let share = max(100, requests / (count == 1 ? 8 : 1) / count)
      let echoes = [[UInt8]](repeating: Self.echoRequest(client.host), count: share)
      try add(
        "bare Hummingbird, echo of 260 bytes", to: echo, echoLoad,
        [[[UInt8]]](repeating: echoes, count: count), &table, goal: "baseline")
      var guests = try (0..<count).map { _ in try client.guest() }
      try add(
        "commit of 3 records, signed, fsync", to: service, load,
        try client.commits(&guests, share), &table,
        bars: [1: [.median(0.6)], 64: [.rate(8_000), .slowest(25)]][count] ?? [])
      try add(
        "list of 3 changed records, signed", to: service, load,
        client.listings(guests, share, since: 0), &table,
        bars: [1: [.median(0.3)], 64: [.rate(15_000)]][count] ?? [])
      try add(
        "list with nothing new, signed", to: service, load,
        client.listings(guests, share, since: nil), &table)
    }
  }

  private func add(
    _ name: String, to server: Child, _ load: LoadGenerator, _ scripts: [[[UInt8]]],
    _ table: inout ResultTable, bars: [Bar] = [], goal: String = ""
  ) throws {
    let (outcome, cost) = try RequestCost.measure(server) { try load.run(scripts) }
    guard outcome.refusals == 0 else {
      throw BenchmarkFailure("\(name): \(outcome.refusals) requests were refused.")
    }
    table.add(
      name, connections: scripts.count, perSecond: outcome.perSecond, samples: outcome.samples,
      cost: cost, bars: bars, goal: goal)
  }

  private static func echoRequest(_ host: String) -> [UInt8] {
    let body = String(repeating: "x", count: 260)
    return Array(
      "POST /echo HTTP/1.1\r\nhost: \(host)\r\ncontent-length: 260\r\n\r\n\(body)".utf8)
  }
}
