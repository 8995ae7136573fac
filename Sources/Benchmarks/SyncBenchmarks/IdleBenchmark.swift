import Foundation
import HTTPTransport
import SyncClient
import SyncCore

/// What an app pays in memory for a client that has synchronised and now only listens.
struct IdleBenchmark {
  let client: BenchmarkClient
  let workspace: Workspace

  func run(into table: inout ResultTable) async throws {
    let alone = try await memory(["idle"])
    let path = workspace.directory.appending(path: "idle.sqlite").path
    let listening = try await memory(["idle", "\(client.port)", client.pool.rawValue, path])
    table.add("memory of a program that does nothing", value: (alone, " MiB"), goal: "baseline")
    table.add(
      "same, with an idle client of \(StoreBenchmark.records) records", value: (listening, " MiB"))
    table.add("  of which the client", value: (listening - alone, " MiB"))
  }

  private func memory(_ arguments: [String]) async throws -> Double {
    let child = try Child(workspace.programs.appending(path: "SyncBenchmarks"), arguments)
    guard child.firstLine() == "ready" else { throw BenchmarkFailure("No idle client.") }
    // Freed memory goes back to the system a moment later.
    try await Task.sleep(for: .seconds(2))
    let memory = Child.residentMemory(of: child.id)
    child.terminate()
    return memory
  }

  /// Is the program that is measured: `idle [PORT POOL FILE]`.
  static func beIdle(_ arguments: [String]) async throws {
    guard arguments.count == 3 else {
      sayReady()
      return try await Task.sleep(for: .seconds(3_600))
    }
    guard let pool = IdentityPoolID(arguments[1]) else { throw BenchmarkFailure("No pool.") }
    let manager = try SyncManager(
      SyncManager.Configuration(pool: pool, region: "us-east-1", storePath: arguments[2]),
      transport: try Transport.http(endpoint: "http://127.0.0.1:\(arguments[0])"))
    let dataset = try manager.dataset("idle")
    let values = (0..<StoreBenchmark.records).map {
      (StoreBenchmark.key($0), StoreBenchmark.value($0))
    }
    try dataset.set(Dictionary(values, uniquingKeysWith: { first, _ in first }))
    _ = try await dataset.synchronize()
    let worker = Task { await manager.run() }
    await manager.follow(dataset) { status in
      if case .connected = status { sayReady() }
    }
    worker.cancel()
  }

  private static func sayReady() { FileHandle.standardOutput.write(Data("ready\n".utf8)) }
}
