import Foundation
import TestKit
import Testing

/// A device of the user: a store of its own, used by one short-lived `Notes` process a command.
struct Device {
  private let flags: [String]

  init(_ name: String, in directory: URL, server: String, pool: String) {
    let store = directory.appending(path: "\(name).sqlite").path
    flags = ["--server", server, "--pool", pool, "--store", store]
  }

  /// Adds a note and returns its id.
  func add(_ text: String) throws -> String { try #require(try succeed("add", text).first) }

  /// Runs a command that must go well, and returns the lines it wrote.
  @discardableResult
  func succeed(_ words: String...) throws -> [String] {
    let (status, output, errors) = try run(words)
    try #require(status == 0, "\(words): \(errors)")
    return output
  }

  /// Runs a command to its end, and returns its status and the lines it wrote.
  func run(_ words: [String]) throws -> (status: Int32, output: [String], errors: [String]) {
    let process = ChildProcess()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = Service.programs.appending(path: "Notes")
    process.arguments = flags + words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // The few lines of an answer fit into the buffers, so one can be read after the other.
    let texts = [output, errors].map { pipe in
      String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        .split(separator: "\n").map(String.init)
    }
    process.waitUntilExit()
    return (process.terminationStatus, texts[0], texts[1])
  }
}
