import Foundation

/// A directory for one run, on the disk of the build, and the programs of that build.
final class Workspace: Sendable {
  let directory: URL
  let programs: URL

  init() throws {
    programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    // Not in memory: what a commit costs is what the disk makes it cost.
    directory = programs.deletingLastPathComponent().appending(path: "bench-\(getpid())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  /// The variables for a program with a home of its own.
  func environment(_ home: String) -> [String: String] {
    let path = directory.appending(path: home).path
    return [
      "HOME": path, "XDG_DATA_HOME": path, "XDG_RUNTIME_DIR": "/nonexistent", "LANG": "C.UTF-8",
      "TERM": "xterm-256color", "PATH": "/usr/bin:/bin",
    ]
  }

  func startService(_ data: String = "service") throws -> (child: Child, port: Int) {
    let child = try Child(
      programs.appending(path: "syncd"),
      [
        "serve", "--listen", "127.0.0.1:0", "--data", directory.appending(path: data).path,
        "--log-level", "error", "--request-rate", "0",
      ])
    return (child, try Self.port(in: child.firstLine()))
  }

  func startEcho() throws -> (child: Child, port: Int) {
    let child = try Child(programs.appending(path: "SyncBenchmarks"), ["echo"])
    return (child, try Self.port(in: child.firstLine()))
  }

  /// Runs a program to its end, or throws what it complained about.
  func run(
    _ program: String, _ arguments: [String], input: String, environment: [String: String]
  ) throws {
    let process = Process()
    let (source, complaints) = (Pipe(), Pipe())
    process.executableURL = programs.appending(path: program)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = source
    process.standardOutput = FileHandle.nullDevice
    process.standardError = complaints
    try process.run()
    source.fileHandleForWriting.write(Data(input.utf8))
    try source.fileHandleForWriting.close()
    let text = String(
      decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkFailure("\(program) \(arguments[0]): \(text)")
    }
  }

  private static func port(in line: String) throws -> Int {
    guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
      throw BenchmarkFailure("A server did not start: '\(line)'.")
    }
    return port
  }
}
