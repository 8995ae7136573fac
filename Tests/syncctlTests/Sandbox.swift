import Foundation
import TestKit
import FoundationNetworking
import Testing

/// A home of its own for the programs under test, which end with it.
final class Sandbox {
  /// The directory that is `HOME` and more.
  let home: URL
  private var service = ChildProcess()

  init() throws {
    // Short, since sockets below it may have 107 bytes of path.
    home = URL(filePath: "/tmp/sc-\(UInt32.random(in: 0 ... .max))", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(
      at: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    kill()
    try? FileManager.default.removeItem(at: home)
  }

  /// Returns the path of a file in the home.
  func file(_ name: String) -> String { home.appending(path: name).path }

  /// The variables that the programs see; nothing of the caller's.
  var environment: [String: String] {
    [
      "HOME": home.path, "XDG_DATA_HOME": file("share"), "XDG_RUNTIME_DIR": home.path,
      "PATH": "/usr/bin:/bin",
    ]
  }

  private static func program(_ name: String) -> URL {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: name)
  }

  /// Starts a service on a data directory and returns where it answers.
  func serve(
    _ data: String = "data", listen: String = "127.0.0.1:0", _ options: [String] = []
  ) throws -> String {
    let output = Pipe()
    for end in [output.fileHandleForReading, output.fileHandleForWriting] {
      _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
    }
    service = ChildProcess()
    service.executableURL = Self.program("syncd")
    service.arguments = ["serve", "--listen", listen, "--data", file(data)] + options
    service.environment = environment
    service.standardOutput = output
    service.standardError = FileHandle.nullDevice
    try service.run()
    try output.fileHandleForWriting.close()
    var line: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0a {
      line.append(byte)
    }
    let text = String(decoding: line, as: UTF8.self)
    try #require(text.hasPrefix("syncd: listening on "), "\(text)")
    return String(text.dropFirst("syncd: listening on ".count))
  }

  /// Ends the service without a chance to tidy up.
  func kill() {
    guard service.isRunning else { return }
    Foundation.kill(service.processIdentifier, SIGKILL)
    service.waitUntilExit()
  }

  /// What a run of `syncctl` left behind.
  struct Run {
    var status: Int32
    var output: String
    var complaint: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    var json: Any? { try? JSONSerialization.jsonObject(with: Data(output.utf8)) }

    /// Returns the member of the JSON object that was written.
    func member<Value>(_ name: String) throws -> Value {
      try #require((json as? [String: Any])?[name] as? Value, "\(output)\(complaint)")
    }
  }

  /// Runs `syncctl` to its end.
  func syncctl(
    _ arguments: [String], variables: [String: String] = [:], input: String = ""
  ) throws -> Run {
    // Files rather than pipes: a service started meanwhile by another test may hold on to those.
    let folder = home.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (source, output, errors) = (
      folder.appending(path: "in"), folder.appending(path: "out"), folder.appending(path: "err")
    )
    for (url, content) in [(source, input), (output, ""), (errors, "")] {
      try Data(content.utf8).write(to: url)
    }
    let process = ChildProcess()
    process.executableURL = Self.program("syncctl")
    process.arguments = arguments
    process.environment = environment.merging(variables) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: source)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus,
      output: try String(contentsOf: output, encoding: .utf8),
      complaint: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Makes a guest of a pool, as an app does.
  func guest(of pool: String, at server: String) async throws -> String {
    var request = URLRequest(url: try #require(URL(string: server)))
    request.httpMethod = "POST"
    request.setValue("AWSCognitoIdentityService.GetId", forHTTPHeaderField: "X-Amz-Target")
    request.httpBody = Data(#"{"IdentityPoolId":"\#(pool)"}"#.utf8)
    let (data, _) = try await URLSession.shared.data(for: request)
    let answer = try JSONDecoder().decode([String: String].self, from: data)
    return try #require(answer["IdentityId"])
  }
}
