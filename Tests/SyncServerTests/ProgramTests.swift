import Foundation
import Testing

/// Runs of the real program; each has its directory and its port.
@Suite struct ProgramTests {
  private let directory: URL

  init() throws { directory = try ServerProgram.temporaryDirectory() }

  private func failing(_ arguments: String...) throws -> (status: Int32, output: String) {
    try ServerProgram.run(
      ServerProgram.executable,
      ["serve", "--data", directory.appending(path: "data").path] + arguments)
  }

  @Test func `a signal ends it in order`() throws {
    let program = try ServerProgram(["--listen", "127.0.0.1:0"], in: directory)
    #expect(program.url().wholeMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+/) != nil)
    #expect(program.end() == 0)
    #expect(
      try FileManager.default.attributesOfItem(
        atPath: directory.appending(path: "data/admin.json").path)[.posixPermissions] as? Int
        == 0o600)
    try FileManager.default.removeItem(at: directory)
  }

  @Test func `it ends by itself when nobody needs it`() throws {
    let program = try ServerProgram(
      ["--listen", "127.0.0.1:0", "--idle-exit", "1"], in: directory)
    #expect(!program.url().isEmpty)
    #expect(program.status() == 0)
    try FileManager.default.removeItem(at: directory)
  }

  @Test func `a second one on the same data or port is refused`() throws {
    let program = try ServerProgram(["--listen", "127.0.0.1:0"], in: directory)
    let address = String(program.url().dropFirst("http://".count))
    let data = try failing("--listen", "127.0.0.1:0")
    #expect(data.status == 1)
    #expect(data.output.hasPrefix("error: Another process works on this data directory."))
    let port = try ServerProgram.run(
      ServerProgram.executable,
      ["serve", "--data", directory.appending(path: "other").path, "--listen", address])
    #expect(port.status == 1)
    #expect(port.output.contains("error: Another program listens on http://\(address)."))
    #expect(port.output.contains("hint: "))
    #expect(program.end() == 0)
    try FileManager.default.removeItem(at: directory)
  }

  @Test func `a socket is private, replaced when nobody answers, removed at the end`() throws {
    let path = directory.appending(path: "run/x.sock").path
    let first = try ServerProgram(["--listen", "unix:\(path)"], in: directory)
    #expect(first.url() == "unix:\(path)")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let second = try ServerProgram.run(
      ServerProgram.executable,
      [
        "serve", "--data", directory.appending(path: "other").path, "--listen", "unix:\(path)",
      ])
    #expect(second.output.hasPrefix("error: Another program listens on '\(path)'."))
    _ = first.end(with: SIGKILL)
    #expect(FileManager.default.fileExists(atPath: path))
    let third = try ServerProgram(["--listen", "unix:\(path)"], in: directory)
    #expect(third.url() == "unix:\(path)")
    #expect(third.end(with: SIGINT) == 0)
    #expect(!FileManager.default.fileExists(atPath: path))
    try FileManager.default.removeItem(at: directory)
  }

  @Test func `a file that is no socket stays`() throws {
    let file = directory.appending(path: "precious")
    try Data("text".utf8).write(to: file)
    let result = try failing("--listen", "unix:\(file.path)")
    #expect(result.status == 1)
    #expect(result.output.contains("exists and is no socket."))
    #expect(try Data(contentsOf: file) == Data("text".utf8))
    try FileManager.default.removeItem(at: directory)
  }

  @Test(arguments: ["holds.sqlite", "secrets/keys.json", "admin.json"])
  func `a damaged file is named and left as it is`(name: String) throws {
    let program = try ServerProgram(["--listen", "127.0.0.1:0"], in: directory)
    _ = program.url()
    #expect(program.end() == 0)
    let file = directory.appending(path: "data").appending(path: name)
    let damaged = Data(repeating: 0x2a, count: 4_096)
    try damaged.write(to: file)
    let result = try failing("--listen", "127.0.0.1:0")
    #expect(result.status == 1)
    #expect(result.output.hasPrefix("error: "))
    #expect(result.output.contains("hint: "))
    #expect(try Data(contentsOf: file) == damaged)
    try FileManager.default.removeItem(at: directory)
  }

  @Test(arguments: [
    ["--listen", "nonsense"], ["--listen", "0.0.0.0:0"], ["--listen", "unix:"],
    ["--listen", "127.0.0.1:70000"], ["--region", "US EAST"], ["--account", "12"],
    ["--tls-key", "x"], ["--public-url", "ftp://x"], ["--log-level", "loud"],
    ["--idle-exit", "0"], ["--bogus"], ["--metrics-listen", "nowhere"],
    ["--trigger", "arn"], ["--trigger", "arn=ftp://x"], ["--trigger", "arn=builtin:none"],
    ["--trigger", "a=http://x", "--trigger", "a=http://y"], ["--stream", "s="],
    ["--stream", "s=file:"], ["--stream", "=http://x"], ["--push", "arn=file:x"],
    ["--push", "arn=http://"],
  ]) func `a wrong option is refused before anything is made`(arguments: [String]) throws {
    let data = directory.appending(path: "data")
    let result = try ServerProgram.run(
      ServerProgram.executable, ["serve", "--data", data.path] + arguments)
    #expect(result.status == 64)
    #expect(result.output.hasPrefix("error: "))
    #expect(!FileManager.default.fileExists(atPath: data.path))
    try FileManager.default.removeItem(at: directory)
  }

  @Test(.enabled(if: Self.hasBoto3)) func `boto3 finds everything as specified`() throws {
    let program = try ServerProgram(["--listen", "127.0.0.1:0"], in: directory)
    let url = program.url()
    let admin = try JSONDecoder().decode(
      [String: String].self,
      from: Data(contentsOf: directory.appending(path: "data/admin.json")))
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "boto3/first_half.py")
    let result = try ServerProgram.run(
      URL(filePath: "/usr/bin/env"),
      [
        "python3", script.path, url, try #require(admin["accessKeyId"]),
        try #require(admin["secretAccessKey"]),
      ])
    #expect(result.status == 0, "\(result.output)")
    #expect(program.end() == 0)
    try FileManager.default.removeItem(at: directory)
  }

  private static let hasBoto3: Bool =
    (try? ServerProgram.run(
      URL(filePath: "/usr/bin/env"), ["python3", "-c", "import boto3"]))?.status == 0
}
