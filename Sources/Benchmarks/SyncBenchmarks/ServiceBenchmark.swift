import CognitoWire
import Foundation
import NIOCore
import SyncCore

/// Commits and listings per second, signed and durable, beside a bare echo in the same run.
struct ServiceBenchmark {
  let client: BenchmarkClient
  let echoPort: Int
  /// Requests sent for one figure.
  let requests: Int

  static let connections = [1, 16, 64]

  func run(into table: inout ResultTable) async throws {
    let load = LoadGenerator(host: client.host, port: client.port)
    let echo = LoadGenerator(host: client.host, port: echoPort)
    for count in Self.connections {
      let share = max(100, requests / (count == 1 ? 8 : 1) / count)
      let echoes = [ByteBuffer](repeating: echoRequest, count: share)
      try await add(
        "bare Hummingbird, echo of 260 bytes", echo,
        [[ByteBuffer]](repeating: echoes, count: count), &table, goal: "baseline")
      var guests = try await guests(count)
      try await add(
        "commit of 3 records, signed, fsync", load, try await commits(&guests, share), &table,
        goal: ["<= 0.6 ms", "", ">= 8000/s, p99 <= 25 ms"][Self.index(of: count)])
      try await add(
        "list of 3 changed records, signed", load, listings(guests, share, since: 0), &table,
        goal: ["<= 0.3 ms", "", ">= 15000/s"][Self.index(of: count)])
      try await add(
        "list with nothing new, signed", load, listings(guests, share, since: nil), &table)
    }
  }

  private static func index(of count: Int) -> Int { connections.firstIndex(of: count) ?? 0 }

  private func add(
    _ name: String, _ load: LoadGenerator, _ scripts: [[ByteBuffer]], _ table: inout ResultTable,
    goal: String = ""
  ) async throws {
    let outcome = try await load.run(scripts)
    guard outcome.refusals == 0 else {
      throw BenchmarkFailure("\(name): \(outcome.refusals) requests were refused.")
    }
    table.add(
      name, connections: scripts.count, perSecond: outcome.perSecond, samples: outcome.samples,
      goal: goal)
  }

  private var echoRequest: ByteBuffer {
    let body = String(repeating: "x", count: 260)
    return ByteBuffer(
      string: "POST /echo HTTP/1.1\r\nhost: \(client.host)\r\ncontent-length: 260\r\n\r\n\(body)")
  }

  private func guests(_ count: Int) async throws -> [BenchmarkClient.Guest] {
    var guests: [BenchmarkClient.Guest] = []
    for _ in 0..<count { guests.append(try await client.guest()) }
    return guests
  }

  /// Prepares `share` commits for each guest; the sessions they spend are opened beforehand.
  private func commits(
    _ guests: inout [BenchmarkClient.Guest], _ share: Int
  ) async throws -> [[ByteBuffer]] {
    let openings = listings(guests, share, since: 0)
    let opened = try await LoadGenerator(host: client.host, port: client.port)
      .run(openings, keepsBodies: true)
    var scripts: [[ByteBuffer]] = []
    for (index, answers) in opened.bodies.enumerated() {
      var script: [ByteBuffer] = []
      for answer in answers {
        let token = try ListRecords.decode(output: answer).sessionToken
        script.append(commit(by: guests[index], session: token))
        guests[index].syncCount += 1
      }
      scripts.append(script)
    }
    return scripts
  }

  private func commit(by guest: BenchmarkClient.Guest, session token: String) -> ByteBuffer {
    let patches = ["currentLevel", "highScore", "wip.003"].compactMap { key in
      RecordKey(key).map {
        RecordPatch(
          key: $0, value: "value \(guest.syncCount)", syncCount: guest.syncCount,
          deviceLastModified: Timestamp(milliseconds: 1_414_188_010_125))
      }
    }
    return client.bytes(
      UpdateRecords.self,
      UpdateRecords.Input(path: guest.path, sessionToken: token, patches: patches),
      as: guest.credentials)
  }

  private func listings(
    _ guests: [BenchmarkClient.Guest], _ share: Int, since count: SyncCount?
  ) -> [[ByteBuffer]] {
    guests.map { guest in
      let request = client.bytes(
        ListRecords.self,
        ListRecords.Input(path: guest.path, lastSyncCount: count ?? guest.syncCount),
        as: guest.credentials)
      return [ByteBuffer](repeating: request, count: share)
    }
  }
}
