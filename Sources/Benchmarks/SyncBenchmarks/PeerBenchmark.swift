import CognitoWire
import Foundation
import SyncCore

/// The same load on Kinto and etcd, which somebody has started, beside the service.
struct PeerBenchmark {
  let workspace: Workspace
  /// Where Kinto and etcd listen.
  let ports: [Int]

  private static let connections = [1, 16, 64]
  /// Kinto's collections and the service's guests that a load goes round.
  private static let datasets = 64

  func run(into table: inout ResultTable) throws {
    guard ports.count == 2 else { throw BenchmarkFailure("Two ports are needed.") }
    let service = try workspace.startService("peers")
    let client = try BenchmarkClient(port: service.port)
    let load = LoadGenerator(host: client.host, port: service.port)
    let kinto = LoadGenerator(host: client.host, port: ports[0])
    let etcd = LoadGenerator(host: client.host, port: ports[1])
    try prepare(kinto)
    for count in Self.connections {
      var guests = try (0..<count).map { _ in try client.guest() }
      let commit = try add(
        "syncd: commit of 3 records, signed, durable", load,
        try client.commits(&guests, 16_000 / count / (count == 1 ? 8 : 1)), into: &table)
      let list = try add(
        "syncd: list of 3 changed records, signed", load,
        client.listings(guests, 24_000 / count / (count == 1 ? 8 : 1), since: 0), into: &table)
      let write = try add(
        "Kinto, in memory: batch write of 3 records", kinto,
        script(count, 640) { Self.batch($0 % Self.datasets) }, into: &table)
      let read = try add(
        "Kinto, in memory: changes since, 3 records", kinto,
        script(count, 1_920) { Self.changes($0 % Self.datasets) }, into: &table)
      let put = try add(
        "etcd: put of 1 key, durable", etcd, script(count, 8_000) { Self.put($0) }, into: &table)
      ratio("commits: syncd to Kinto", commit, write, count, count == 64 ? 30 : nil, &table)
      ratio("lists: syncd to Kinto", list, read, count, count == 64 ? 15 : nil, &table)
      ratio("commits of 3 to etcd's puts of 1", commit, put, count, nil, &table)
    }
    service.child.terminate()
  }

  private func add(
    _ name: String, _ load: LoadGenerator, _ scripts: [[[UInt8]]], into table: inout ResultTable
  ) throws -> Double {
    let outcome = try load.run(scripts)
    guard outcome.refusals == 0 else {
      throw BenchmarkFailure("\(name): \(outcome.refusals) requests were refused.")
    }
    table.add(
      name, connections: scripts.count, perSecond: outcome.perSecond, samples: outcome.samples)
    return outcome.perSecond
  }

  private func ratio(
    _ name: String, _ ours: Double, _ theirs: Double, _ connections: Int, _ bar: Double?,
    _ table: inout ResultTable
  ) {
    table.add(
      name, connections: connections, value: (ours / theirs, " x"),
      bars: bar.map { [.atLeast($0, " x")] } ?? [])
  }

  private func script(
    _ connections: Int, _ total: Int, _ request: (Int) -> [UInt8]
  ) -> [[[UInt8]]] {
    (0..<connections).map { connection in
      (0..<max(20, total / connections)).map { request(connection + $0 * connections) }
    }
  }

  /// Makes the bucket and writes each collection once, so that there is something to read.
  private func prepare(_ kinto: LoadGenerator) throws {
    var requests = [Self.request("PUT", "/v1/buckets/game", "{}")]
    for collection in 0..<Self.datasets {
      requests.append(
        Self.request(
          "PUT", "/v1/buckets/game/collections/id\(collection)", "{}"))
      requests.append(Self.batch(collection))
    }
    _ = try kinto.run([requests])
  }

  private static func batch(_ collection: Int) -> [UInt8] {
    let path = "/buckets/game/collections/id\(collection)/records/"
    let records = ["level", "score", "moves"].map {
      #"{"path":"\#(path)\#($0)","body":{"data":{"v":"a value of some length"}}}"#
    }
    return request(
      "POST", "/v1/batch",
      #"{"defaults":{"method":"PUT"},"requests":[\#(records.joined(separator: ","))]}"#)
  }

  private static func changes(_ collection: Int) -> [UInt8] {
    request(
      "GET", "/v1/buckets/game/collections/id\(collection)/records?_since=1000", "")
  }

  private static func put(_ step: Int) -> [UInt8] {
    let key = Data("key \(step % 10_000)".utf8).base64EncodedString()
    let value = Data(String(repeating: "v", count: 120).utf8).base64EncodedString()
    return request(
      "POST", "/v3/kv/put", #"{"key":"\#(key)","value":"\#(value)"}"#, authorization: "")
  }

  private static func request(
    _ method: String, _ path: String, _ body: String,
    authorization: String = "authorization: Basic Z2FtZTpnYW1l\r\n"
  ) -> [UInt8] {
    Array(
      ("\(method) \(path) HTTP/1.1\r\nhost: 127.0.0.1\r\n\(authorization)"
        + "content-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)")
        .utf8)
  }
}
