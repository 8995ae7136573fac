import Foundation

/// Measures what players and apps feel, beside floors taken in the same run.
@main enum Benchmarks {
  /// Runs all parts, or those named: `programs`, `local`, `handover`, `service`.
  static func main() async throws {
    let words = Set(CommandLine.arguments.dropFirst())
    if words.contains("echo") { return try await EchoServer.run() }
    let isShort = words.contains("--short")
    let parts = words.subtracting(["--short"])
    let workspace = try Workspace()
    var table = ResultTable()
    if parts.isEmpty || parts.contains("programs") {
      try await ProgramBenchmark(workspace: workspace).run(into: &table)
    }
    if parts.isEmpty || parts.contains("local") {
      try LocalBenchmark(workspace: workspace).run(into: &table)
    }
    let service = try workspace.startService()
    let process = service.child.process.processIdentifier
    let client = try await BenchmarkClient(port: service.port)
    if parts.isEmpty || parts.contains("handover") {
      try await HandoverBenchmark(
        client: client, workspace: workspace, count: isShort ? 50 : 500
      ).run(into: &table)
    }
    if parts.isEmpty || parts.contains("service") {
      let echo = try workspace.startEcho()
      try await ServiceBenchmark(
        client: client, echoPort: echo.port, requests: isShort ? 1_600 : 24_000
      ).run(into: &table)
      echo.child.terminate()
      table.add(
        "syncd: resident memory after load", value: Self.mebibytes(process), goal: "<= 120 MiB")
    }
    service.child.terminate()
    table.print()
  }

  static func mebibytes(_ process: pid_t) -> String {
    String(format: "%.1f MiB", Child.residentMemory(of: process))
  }
}
