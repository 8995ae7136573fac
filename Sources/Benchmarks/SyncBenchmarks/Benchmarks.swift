import Foundation

/// Measures what players and apps feel, beside floors taken in the same run.
@main enum Benchmarks {
  static func main() async throws {
    if CommandLine.arguments.dropFirst().first == "echo" { return try await EchoServer.run() }
    let isShort = CommandLine.arguments.contains("--short")
    let workspace = try Workspace()
    var table = ResultTable()
    try await ProgramBenchmark(workspace: workspace).run(into: &table)
    try LocalBenchmark(workspace: workspace).run(into: &table)
    let service = try workspace.startService()
    let echo = try workspace.startEcho()
    let client = try await BenchmarkClient(port: service.port)
    table.add(
      "syncd resident, idle", value: Self.mebibytes(service.child.process.processIdentifier),
      goal: "<= 45 MiB")
    try await HandoverBenchmark(
      client: client, workspace: workspace, count: isShort ? 50 : 500
    ).run(into: &table)
    try await ServiceBenchmark(
      client: client, echoPort: echo.port, requests: isShort ? 1_600 : 24_000
    ).run(into: &table)
    table.add(
      "syncd resident, after load", value: Self.mebibytes(service.child.process.processIdentifier),
      goal: "<= 120 MiB")
    service.child.terminate()
    echo.child.terminate()
    table.print()
  }

  static func mebibytes(_ process: pid_t) -> String {
    String(format: "%.1f MiB", Child.residentMemory(of: process))
  }
}
