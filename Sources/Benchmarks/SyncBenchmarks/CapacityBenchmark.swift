import CognitoWire
import Foundation
import RequestSigning
import SyncCore

/// Memory at rest and with many players, and the start with their database.
struct CapacityBenchmark {
  let workspace: Workspace
  let identities: Int

  private static let connections = 64

  func run(into table: inout ResultTable) throws {
    let service = try workspace.startService("capacity")
    table.add(
      "syncd: resident memory, idle", value: (Child.residentMemory(of: service.child.id), " MiB"),
      bars: [.atMost(45, " MiB")])
    let client = try BenchmarkClient(port: service.port)
    let guests = try crowd(client)
    try play(guests, client, into: &table, service.child)
    table.add(
      "syncd: resident memory, \(identities) identities, under load",
      value: (Child.residentMemory(of: service.child.id), " MiB"), bars: [.atMost(120, " MiB")])
    service.child.terminate()
    try start(into: &table)
  }

  /// Makes guests with credentials, many at once.
  private func crowd(_ client: BenchmarkClient) throws -> [BenchmarkClient.Guest] {
    let load = LoadGenerator(host: client.host, port: client.port)
    let share = identities / Self.connections + 1
    let asking = client.bytes(GetID.self, GetID.Input(pool: client.pool), as: nil)
    let ids = try load.run(
      [[[UInt8]]](
        repeating: [[UInt8]](repeating: asking, count: share), count: Self.connections),
      keepsBodies: true
    ).bodies.map { try $0.map { try GetID.decode(output: $0) } }
    let credentials = try load.run(
      ids.map {
        $0.map {
          client.bytes(
            GetCredentialsForIdentity.self, GetCredentialsForIdentity.Input(identity: $0), as: nil)
        }
      }, keepsBodies: true
    ).bodies.flatMap { try $0.map { try GetCredentialsForIdentity.decode(output: $0) } }
    return try zip(ids.flatMap(\.self), credentials).map { try client.guest($0, $1) }
  }

  /// Each guest lists, commits and lists again, 64 at any time.
  private func play(
    _ guests: [BenchmarkClient.Guest], _ client: BenchmarkClient, into table: inout ResultTable,
    _ service: Child
  ) throws {
    var commits: [[UInt8]] = []
    for start in stride(from: 0, to: guests.count, by: Self.connections) {
      var some = Array(guests[start..<min(guests.count, start + Self.connections)])
      commits += try client.commits(&some, 1).flatMap(\.self)
    }
    let lists = client.listings(guests, 1, since: 0).flatMap(\.self)
    let load = LoadGenerator(host: client.host, port: client.port)
    for (name, requests) in [("commit", commits), ("list", lists)] {
      let scripts = (0..<Self.connections).map { connection in
        stride(from: connection, to: requests.count, by: Self.connections).map { requests[$0] }
      }
      let (outcome, cost) = try RequestCost.measure(service) { try load.run(scripts) }
      guard outcome.refusals == 0 else { throw BenchmarkFailure("\(name)s were refused.") }
      table.add(
        "\(name) of 3 records, \(identities) identities in turn", connections: Self.connections,
        perSecond: outcome.perSecond, samples: outcome.samples, cost: cost)
    }
  }

  private func start(into table: inout ResultTable) throws {
    var samples = Samples()
    for _ in 0..<7 {
      let start = Clock.now()
      let service = try workspace.startService("capacity")
      _ = try BenchmarkClient(port: service.port)
      samples.add(nanoseconds: Clock.now() - start)
      service.child.terminate()
    }
    table.add(
      "syncd: start to first answer, that database", samples: samples, bars: [.median(100)])
  }
}
