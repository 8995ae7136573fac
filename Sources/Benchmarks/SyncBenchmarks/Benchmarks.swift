import Foundation

/// Measures what players and apps feel, beside floors taken in the same run.
@main enum Benchmarks {
  private static let parts = [
    "programs", "local", "store", "synchronize", "handover", "service", "identity", "floors",
    "capacity",
  ]

  /// Runs all parts, or those named; `--short` takes fewer samples.
  ///
  /// `peers KINTO ETCD` compares with two servers that listen on these ports instead.
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    if words.contains("echo") { return try await EchoServer.run() }
    do {
      if words.first == "idle" { return try await IdleBenchmark.beIdle(Array(words.dropFirst())) }
      try await measure(words)
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func measure(_ words: [String]) async throws {
    let isShort = words.contains("--short")
    let named = parts.filter { words.contains($0) }
    let workspace = try Workspace()
    var table = ResultTable()
    if words.first == "peers" {
      try PeerBenchmark(workspace: workspace, ports: words.compactMap { Int($0) })
        .run(into: &table)
    } else {
      for part in named.isEmpty ? parts : named {
        try await run(part, in: workspace, isShort: isShort, into: &table)
      }
    }
    table.print()
  }

  private static func run(
    _ part: String, in workspace: Workspace, isShort: Bool, into table: inout ResultTable
  ) async throws {
    switch part {
    case "programs": try await ProgramBenchmark(workspace: workspace).run(into: &table)
    case "local": try LocalBenchmark(workspace: workspace).run(into: &table)
    case "store":
      try StoreBenchmark(workspace: workspace, count: isShort ? 1_000 : 10_000).run(into: &table)
    case "synchronize":
      let service = try workspace.startService()
      let client = try BenchmarkClient(port: service.port)
      try await SynchronizeBenchmark(
        client: client, workspace: workspace, count: isShort ? 20 : 200
      ).run(into: &table)
      try await IdleBenchmark(client: client, workspace: workspace).run(into: &table)
      service.child.terminate()
    case "identity":
      try IdentityBenchmark(workspace: workspace, requests: isShort ? 800 : 8_000).run(into: &table)
    case "floors": try FloorBenchmark(workspace: workspace).run(into: &table)
    case "capacity":
      try CapacityBenchmark(workspace: workspace, identities: isShort ? 1_000 : 10_000)
        .run(into: &table)
    case "handover":
      let service = try workspace.startService()
      try await HandoverBenchmark(
        client: BenchmarkClient(port: service.port), workspace: workspace,
        count: isShort ? 50 : 500
      ).run(into: &table)
      service.child.terminate()
    default:
      let service = try workspace.startService()
      let echo = try workspace.startEcho()
      try ServiceBenchmark(
        service: service.child, client: BenchmarkClient(port: service.port), echo: echo.child,
        echoPort: echo.port, requests: isShort ? 1_600 : 24_000
      ).run(into: &table)
      echo.child.terminate()
      service.child.terminate()
    }
  }
}
