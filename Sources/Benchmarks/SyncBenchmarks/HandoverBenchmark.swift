import CognitoWire
import Foundation
import HTTPTransport
import HTTPTypes
import NIOCore
import SyncClient
import SyncCore
import Synchronization

/// From a change on one device until the other has it.
struct HandoverBenchmark {
  let client: BenchmarkClient
  let workspace: Workspace
  /// Changes measured.
  let count: Int

  func run(into table: inout ResultTable) async throws {
    try await committed(into: &table)
    try played(into: &table)
  }

  /// Two devices in this process: a commit begins on one, the other's record has changed.
  private func committed(into table: inout ResultTable) async throws {
    let login = try client.account("commits")
    let stopwatch = CommitStopwatch()
    let one = try device("one", login, stopwatch.timing)
    let other = try device("other", login, { $0 })
    let source = try one.dataset("GameInfo")
    let copy = try other.dataset("GameInfo")
    try source.set("wip.003", to: "start")
    _ = try await source.synchronize()
    _ = try await copy.synchronize()
    var changes = copy.changes().makeAsyncIterator()
    let worker = Task { await other.run() }
    let (connected, opened) = AsyncStream.makeStream(of: Void.self)
    let follower = Task {
      await other.follow(copy) { status in
        if case .connected = status { opened.yield() }
      }
    }
    var openings = connected.makeAsyncIterator()
    await openings.next()
    var fromEdit = Samples()
    var fromCommit = Samples()
    for step in 0..<count {
      let text = "1 0123456789abcdef \(step) \(step) 0 \(String(repeating: "rdLU", count: 20))"
      try source.set("wip.003", to: text)
      let start = ContinuousClock.now
      async let commit = source.synchronize()
      while try copy.value(for: "wip.003") != text { _ = await changes.next() }
      let end = ContinuousClock.now
      fromEdit.add(end - start)
      fromCommit.add(end - stopwatch.lastCommit)
      _ = try await commit
    }
    table.add(
      "commit sent by one device until the other has it", samples: fromCommit,
      bars: [.median(5), .slowest(50)])
    table.add("same, with the pull that precedes the commit", samples: fromEdit)
    worker.cancel()
    follower.cancel()
    await one.close()
    await other.close()
  }

  private func device(
    _ name: String, _ login: [String: String], _ wrapping: (Transport) -> Transport
  ) throws -> SyncManager {
    try SyncManager(
      SyncManager.Configuration(
        pool: client.pool, region: "us-east-1",
        storePath: workspace.directory.appending(path: "\(name).sqlite").path),
      transport: wrapping(
        try Transport.http(endpoint: "http://\(client.host):\(client.port)")),
      logins: { login })
  }

  /// Two terminals: a key is pressed in one, something appears in the other.
  ///
  /// The rhythm of uploads is part of it: 300 ms after the last key, at most once a second.
  private func played(into table: inout ResultTable) throws {
    let home = workspace.environment("played")
    let server = ["--server", "http://\(client.host):\(client.port)"]
    for (device, flags) in [("laptop", ["--create"]), ("phone", [])] {
      try workspace.run(
        "holds", ["sign-in", "player", "--device", device] + server + flags,
        input: "a password\n", environment: home)
    }
    let laptop = try terminal("laptop", server, home)
    let phone = try terminal("phone", server, home)
    var samples = Samples()
    for step in 0..<min(count / 10, 20) {
      while phone.output(within: 1_300) != nil {}
      let start = ContinuousClock.now
      laptop.type(["\u{1b}[D", "\u{1b}[C"][step % 2])
      guard let (began, _) = phone.output(within: 5_000) else { continue }
      samples.add(began - start)
      _ = laptop.output(within: 100)
    }
    table.add(
      "key in one terminal until seen in the other", samples: samples, bars: [.median(1_200)])
  }

  private func terminal(
    _ device: String, _ server: [String], _ home: [String: String]
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      workspace.programs.appending(path: "holds"), ["--device", device] + server,
      environment: home)
    while terminal.output(within: 1_000) != nil {}
    terminal.type("\r")
    while terminal.output(within: 1_000) != nil {}
    return terminal
  }
}

extension BenchmarkClient {
  /// Makes an account and returns what to present at the identity service.
  func account(_ name: String) throws -> [String: String] {
    let load = LoadGenerator(host: host, port: port)
    let account = #"{"username":"\#(name)","password":"a password"}"#
    let form = "grant_type=password&username=\(name)&password=a%20password&client_id=hundred-holds"
    let outcome = try load.run(
      [
        [
          post("/accounts", "application/json", account),
          post("/oauth2/token", "application/x-www-form-urlencoded", form),
          Array("GET /.well-known/hundred-holds HTTP/1.1\r\nhost: \(host)\r\n\r\n".utf8),
        ]
      ], keepsBodies: true)
    let answers = try outcome.bodies[0].map { try JSONReader.read($0) }
    guard case .string(let token) = answers[1]["id_token"],
      case .string(let provider) = answers[2]["loginProvider"]
    else { throw BenchmarkFailure("No account can be made.") }
    return [provider: token]
  }

  private func post(_ path: String, _ type: String, _ body: String) -> [UInt8] {
    Array(
      ("POST \(path) HTTP/1.1\r\nhost: \(host)\r\ncontent-type: \(type)\r\n"
        + "content-length: \(body.utf8.count)\r\n\r\n\(body)").utf8)
  }
}

/// Notes when a device sends its commits.
private final class CommitStopwatch: Sendable {
  private let sent = Mutex(ContinuousClock.now)

  /// When the last commit was sent.
  var lastCommit: ContinuousClock.Instant { sent.withLock { $0 } }

  /// Returns a transport that notes the time of each request with a body to a dataset.
  func timing(_ transport: Transport) -> Transport {
    var timed = transport
    timed.send = { [self] request, body throws(TransportError) in
      if request.method == .post, request.path?.hasPrefix("/identitypools/") == true {
        sent.withLock { $0 = ContinuousClock.now }
      }
      return try await transport.send(request, body)
    }
    return timed
  }
}
