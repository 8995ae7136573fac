import Foundation
import Testing

/// A home of its own for the programs under test, removed at the end together with all that runs
/// in it.
final class Sandbox: Sendable {
  /// The directory that is `HOME`, data and runtime directory in one.
  let home: URL

  init() throws {
    // Short, since sockets below it may have 107 bytes of path.
    home = URL(filePath: "/tmp/hh-\(UInt32.random(in: 0 ... .max))", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(
      at: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    _ = try? Self.run("/usr/bin/env", ["tmux", "-L", tmuxSocket, "kill-server"])
    for process in processes(matching: home.path) { kill(process, SIGKILL) }
    try? FileManager.default.removeItem(at: home)
  }

  /// The name of the tmux server that belongs to this sandbox.
  var tmuxSocket: String { home.lastPathComponent }

  /// The variables that the programs see; nothing of the caller's.
  var environment: [String: String] {
    [
      "HOME": home.path, "XDG_DATA_HOME": home.appending(path: "data").path,
      "XDG_RUNTIME_DIR": home.path, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
    ]
  }

  /// The directory with the game's data.
  var data: URL { home.appending(path: "data/hundred-holds") }

  /// The folder with the programs that the same build made.
  static var programs: URL {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  }

  /// The password of the player in all tests.
  static let password = "correct horse"

  /// Signs a device in as the player `mira` without the screen.
  func signIn(_ device: String, create: Bool = false) throws {
    try signIn(device, create ? ["--create"] : [])
  }

  /// Signs a device in with further flags.
  func signIn(_ device: String, _ flags: [String]) throws {
    let (status, output) = try Self.run(
      Self.programs.appending(path: "holds").path,
      ["sign-in", "mira", "--device", device] + flags, environment: environment,
      input: "\(Self.password)\n")
    try #require(status == 0, "\(output)")
  }

  /// Returns the records in the store of a device, without its removed ones.
  func records(of device: String) throws -> [String: String] {
    let store = data.appending(path: "devices/\(device)/progress.sqlite").path
    let (_, output) = try Self.run(
      "/usr/bin/env",
      [
        "sqlite3", "-separator", "\t", store,
        "SELECT key, value FROM record WHERE dataset = 'GameInfo' AND value IS NOT NULL",
      ])
    let pairs = output.split(separator: "\n").map { $0.split(separator: "\t", maxSplits: 1) }
    return Dictionary(
      pairs.filter { $0.count == 2 }.map { (String($0[0]), String($0[1])) },
      uniquingKeysWith: { $1 })
  }

  /// Returns the identity whose records a device holds.
  func identity(of device: String) throws -> String {
    let store = data.appending(path: "devices/\(device)/progress.sqlite").path
    let (_, output) = try Self.run(
      "/usr/bin/env",
      [
        "sqlite3", store,
        "SELECT identity_id FROM dataset WHERE name = 'GameInfo' AND identity_id LIKE '%:%-%'",
      ])
    return try #require(output.split(separator: "\n").first.map(String.init))
  }

  /// Returns the processes whose command line contains `text`.
  func processes(matching text: String) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter { process in
      guard process != getpid(),
        let bytes = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")
      else { return false }
      return String(decoding: bytes, as: UTF8.self).contains(text)
    }
  }

  /// Returns the processes of a program that have a word on their command line.
  func processes(named program: String, with word: String) -> [pid_t] {
    processes(matching: word).filter { process in
      let name = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)
      guard name == "\(program)\n",
        let variables = FileManager.default.contents(atPath: "/proc/\(process)/environ")
      else { return false }
      return String(decoding: variables, as: UTF8.self).contains("HOME=\(home.path)")
    }
  }

  /// The running service of this sandbox.
  var services: [pid_t] { processes(named: "syncd", with: "serve") }

  /// Runs a program to its end and returns its status and all it wrote.
  ///
  /// Foundation's `Process` also waits for whatever the program leaves in the background, such as
  /// a tmux server, and would never return.
  @discardableResult
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil,
    input: String = ""
  ) throws -> (status: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (source, sink) = (folder.appending(path: "in").path, folder.appending(path: "out").path)
    try Data(input.utf8).write(to: URL(filePath: source))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, source, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, sink, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    let words = ([program] + arguments).map { strdup($0) }
    let variables = (environment ?? ProcessInfo.processInfo.environment)
      .map { strdup("\($0)=\($1)") }
    defer { for pointer in words + variables { free(pointer) } }
    var process = pid_t()
    try #require(
      posix_spawn(&process, program, &actions, nil, words + [nil], variables + [nil]) == 0,
      "\(program) cannot be started")
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let output = try Data(contentsOf: URL(filePath: sink))
    // Ended by itself with a status, or by a signal as shells count it.
    let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    return (code, String(decoding: output, as: UTF8.self))
  }
}

extension Pipe {
  /// Creates a pipe whose own descriptors no program inherits: one that stays in the background
  /// would keep the reader waiting for ever.
  static func notInherited() -> Pipe {
    let pipe = Pipe()
    for end in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
      _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
    }
    return pipe
  }
}
