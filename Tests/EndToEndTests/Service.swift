import Foundation
import TestKit
import Testing

/// A `syncd` on a port of its own, which can be killed and started again.
final class Service {
  private let sandbox: Sandbox
  private let variables: [String: String]
  private var process = ChildProcess()
  private var port = 0

  init(_ sandbox: Sandbox, variables: [String: String] = [:]) throws {
    self.sandbox = sandbox
    self.variables = variables
    try start()
  }

  deinit { kill() }

  /// Where it answers.
  var url: String { "http://127.0.0.1:\(port)" }

  /// Where it keeps everything.
  var data: URL { sandbox.home.appending(path: "service") }

  /// Starts it on the same data, and on the same port if it had one.
  func start() throws {
    process = ChildProcess()
    let output = Pipe.notInherited()
    process.executableURL = Sandbox.programs.appending(path: "syncd")
    process.arguments = ["serve", "--listen", "127.0.0.1:\(port)", "--data", data.path]
    process.environment = sandbox.environment.merging(variables) { $1 }
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var line: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0a {
      line.append(byte)
    }
    let text = String(decoding: line, as: UTF8.self)
    try #require(text.hasPrefix("syncd: listening on http://127.0.0.1:"), "\(text)")
    port = try #require(text.split(separator: ":").last.flatMap { Int($0) })
  }

  /// Stops it in its tracks: connections stay open, and nobody answers.
  func hang() { _ = Foundation.kill(process.processIdentifier, SIGSTOP) }

  /// Ends it without a chance to tidy up.
  func kill() {
    guard process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Ends it as an operator does, and returns its status.
  func terminate() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
