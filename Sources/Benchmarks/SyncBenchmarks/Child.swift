import Foundation

/// A program started for a measurement, ended with it.
final class Child: Sendable {
  let process: Process

  var id: pid_t { process.processIdentifier }

  private let output: Pipe

  init(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) throws {
    process = Process()
    output = Pipe()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { kill(process.processIdentifier, SIGKILL) }

  /// Returns the first line the program prints.
  func firstLine() -> String {
    var line: [UInt8] = []
    while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0a {
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// Ends the program as an operator would, and waits.
  func terminate() {
    process.terminate()
    process.waitUntilExit()
  }

  /// The resident memory of `process` in MiB.
  static func residentMemory(of process: pid_t) -> Double {
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
    return (line.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? .nan) / 1_024
  }

  /// How often the threads of `process` have made way for others.
  static func contextSwitches(of process: pid_t) -> Int {
    let tasks = "/proc/\(process)/task"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    return names.reduce(0) { total, name in
      let path = "\(tasks)/\(name)/status"
      let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      return total
        + text.split(separator: "\n").filter { $0.contains("ctxt_switches") }
        .compactMap { $0.split(separator: "\t").last.flatMap { Int($0) } }.reduce(0, +)
    }
  }
}
