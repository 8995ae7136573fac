import Foundation
import TestKit

/// A running `syncd` of the same build, with a directory of its own.
final class ServerProgram: Sendable {
  /// Where it keeps everything; removed at the end.
  let directory: URL
  private let process: ChildProcess
  private let output: Pipe

  /// The program's file.
  static var executable: URL {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "syncd")
  }

  /// Starts `syncd serve` with a data directory below `directory`, or below a new one.
  init(_ arguments: [String], in directory: URL? = nil) throws {
    self.directory = try directory ?? Self.temporaryDirectory()
    process = ChildProcess()
    output = Pipe()
    process.executableURL = Self.executable
    process.arguments =
      ["serve", "--data", self.directory.appending(path: "data").path] + arguments
    process.environment = ["HOME": self.directory.path, "PATH": "/usr/bin:/bin"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// Waits for the line that tells the URL, and returns the URL.
  func url() -> String { line(after: "syncd: listening on ") }

  /// Waits for the line that tells where the metrics are, behind that of the URL.
  func metricsURL() -> String { line(after: "syncd: metrics on ") }

  private func line(after prefix: String) -> String {
    var line: [UInt8] = []
    while line.last != UInt8(ascii: "\n") {
      let part = output.fileHandleForReading.readData(ofLength: 1)
      guard !part.isEmpty else { break }
      line += part
    }
    let text = String(decoding: line, as: UTF8.self)
    guard text.hasPrefix(prefix) else { return "" }
    return String(text.dropFirst(prefix.count).dropLast())
  }

  /// Sends a signal.
  func signal(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Sends a signal and returns the status that the program ends with.
  func end(with signal: Int32 = SIGTERM) -> Int32 {
    self.signal(signal)
    return status()
  }

  /// Waits for the end and returns the status.
  func status() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Runs a program to its end and returns its status and what it wrote.
  static func run(
    _ executable: URL = executable, _ arguments: [String]
  ) throws -> (status: Int32, output: String) {
    let process = ChildProcess()
    let pipe = Pipe()
    process.executableURL = executable
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// Makes a directory whose name is short, since sockets below it may have 107 bytes of path.
  static func temporaryDirectory() throws -> URL {
    let directory = URL(filePath: "/tmp/sd-\(UUID().uuidString.prefix(13))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    return directory
  }
}
