import CognitoWire
import SyncCore

/// What signing in costs: identities and credentials per second, for players who come back with a
/// token of the built-in provider and for guests.
struct IdentityBenchmark {
  let workspace: Workspace
  /// Requests sent for one figure.
  let requests: Int

  private static let connections = [1, 16]
  /// The most a player should wait for credentials.
  private static let credentials = [Bar.median(5)]

  /// Somebody with an identity and, unless a guest, a login.
  private struct Person {
    var identity: IdentityID
    var logins: [String: String] = [:]
  }

  func run(into table: inout ResultTable) throws {
    let service = try workspace.startService("identity")
    let client = try BenchmarkClient(port: service.port)
    let players = try BuiltInLogins(client: client).logins(Self.connections.max() ?? 1)
      .map { Person(identity: try identity($0, client), logins: $0) }
    for count in Self.connections {
      let guests = try (0..<count).map { _ in Person(identity: try identity([:], client)) }
      for (kind, people) in [("returning player", Array(players.prefix(count))), ("guest", guests)]
      {
        try add(
          kind == "guest" ? "GetId, a new guest" : "GetId, \(kind)", to: service.child, client,
          people.map { person in
            client.bytes(
              GetID.self, GetID.Input(pool: client.pool, logins: person.logins), as: nil)
          }, &table)
        try add(
          "GetCredentialsForIdentity, \(kind)", to: service.child, client,
          people.map { person in
            client.bytes(
              GetCredentialsForIdentity.self,
              GetCredentialsForIdentity.Input(identity: person.identity, logins: person.logins),
              as: nil)
          }, &table, bars: Self.credentials)
      }
    }
    service.child.terminate()
  }

  private func identity(
    _ logins: [String: String], _ client: BenchmarkClient
  ) throws -> IdentityID {
    try client.send(GetID.self, GetID.Input(pool: client.pool, logins: logins))
  }

  /// Sends one of `messages` over each connection, again and again.
  private func add(
    _ name: String, to service: Child, _ client: BenchmarkClient, _ messages: [[UInt8]],
    _ table: inout ResultTable, bars: [Bar] = []
  ) throws {
    let share = max(100, requests / (messages.count == 1 ? 4 : messages.count))
    let load = LoadGenerator(host: client.host, port: client.port)
    let (outcome, cost) = try RequestCost.measure(service) {
      try load.run(messages.map { [[UInt8]](repeating: $0, count: share) })
    }
    guard outcome.refusals == 0 else {
      throw BenchmarkFailure("\(name): \(outcome.refusals) requests were refused.")
    }
    table.add(
      name, connections: messages.count, perSecond: outcome.perSecond, samples: outcome.samples,
      cost: cost, bars: bars)
  }
}
