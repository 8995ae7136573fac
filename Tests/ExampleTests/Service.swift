import Foundation
import TestKit
import FoundationNetworking
import Testing

/// A running `syncd` of the same build, with a directory of its own that is removed at the end.
final class Service {
  /// What it tells about itself.
  struct Description: Decodable {
    var identityPoolId: String
    var clientId: String
    var loginProvider: String
  }

  private struct Tokens: Decodable {
    var id_token: String
  }

  /// Where it and the devices keep everything.
  let directory: URL
  /// Where it answers.
  let url: String
  private let process = ChildProcess()

  /// The folder with the programs that the same build made.
  static var programs: URL {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  }

  init() throws {
    directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let output = Pipe()
    process.executableURL = Self.programs.appending(path: "syncd")
    process.arguments = [
      "serve", "--listen", "127.0.0.1:0", "--data", directory.appending(path: "data").path,
    ]
    process.environment = ["HOME": directory.path, "PATH": "/usr/bin:/bin"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var line: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0a {
      line.append(byte)
    }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    url = words.last.map(String.init) ?? ""
    try #require(url.hasPrefix("http://127.0.0.1:"), "\(words)")
  }

  deinit {
    stop()
    try? FileManager.default.removeItem(at: directory)
  }

  /// Ends it at once.
  func stop() {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Asks what it is.
  func describe() async throws -> Description {
    try await answer(to: request("/.well-known/hundred-holds"))
  }

  /// Makes an account and returns a token that proves to be its owner.
  func account(clientID: String) async throws -> String {
    var account = request("/accounts")
    account.httpMethod = "POST"
    account.setValue("application/json", forHTTPHeaderField: "Content-Type")
    account.httpBody = Data(#"{"username": "mira", "password": "correct-horse"}"#.utf8)
    let _: [String: String] = try await answer(to: account)
    var token = request("/oauth2/token")
    token.httpMethod = "POST"
    token.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
    token.httpBody = Data(
      "grant_type=password&username=mira&password=correct-horse&client_id=\(clientID)".utf8)
    let tokens: Tokens = try await answer(to: token)
    return tokens.id_token
  }

  private func request(_ path: String) -> URLRequest {
    URLRequest(url: URL(string: url)?.appending(path: path) ?? directory)
  }

  private func answer<Answer: Decodable>(to request: URLRequest) async throws -> Answer {
    let (body, response) = try await URLSession.shared.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    try #require((200..<300).contains(status), "\(String(decoding: body, as: UTF8.self))")
    return try JSONDecoder().decode(Answer.self, from: body)
  }
}
