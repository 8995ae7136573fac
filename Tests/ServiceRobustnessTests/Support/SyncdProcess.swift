import Foundation
import TestKit

/// A real `syncd` of the same build with a directory of its own, which can be killed and started
/// again on the same data.
final class SyncdProcess: @unchecked Sendable {
  /// What a test could not go on without.
  struct Trouble: Error, CustomStringConvertible {
    var description: String
  }

  /// How a process ended.
  enum Ending: Hashable {
    case status(Int32)
    case signal(Int32)
  }

  /// The owner's credentials in every test.
  static let accessKey = "AKIDEXAMPLEEXAMPLE"
  /// The secret of `accessKey`.
  static let secretKey = "a-secret-of-forty-characters-for-testing"

  /// The directory that goes with this value.
  let directory: URL
  private let arguments: [String]
  /// Words for the shell before the program starts.
  var limits: String
  private let lock = NSLock()
  /// The process, or zero when there is none.
  private(set) var process: pid_t = 0
  private var output: Int32 = -1
  private(set) var port = 0

  /// Prepares a service; nothing runs yet.
  ///
  /// - Parameter limits: Words for the shell before the program starts, such as `ulimit -n 100`.
  init(_ arguments: [String] = [], limits: String = ":") throws {
    self.arguments = arguments
    self.limits = limits
    directory = URL(filePath: "/tmp/sr-\(UInt32.random(in: 0 ... .max))")
    dataPath = directory.appending(path: "data").path
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit {
    kill()
    try? FileManager.default.removeItem(at: directory)
  }

  /// Where it keeps everything.
  let dataPath: String

  /// What it wrote to standard error.
  var log: String {
    (try? String(contentsOf: directory.appending(path: "log"), encoding: .utf8)) ?? ""
  }

  /// The program's file.
  static var executable: String {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "syncd").path
  }

  /// Starts the program on the port it had, without waiting until it answers.
  func launch() throws {
    lock.lock()
    defer { lock.unlock() }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Trouble(description: "no pipe: \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, directory.appending(path: "log").path,
      O_WRONLY | O_CREAT | O_APPEND, 0o600)
    let words =
      ["/bin/sh", "-c", "\(limits) && exec \"$0\" \"$@\"", Self.executable, "serve"]
      + ["--listen", "127.0.0.1:\(port)", "--data", dataPath, "--log-level", "warning"]
      + arguments
    let variables = [
      "HOME=\(directory.path)", "PATH=/usr/bin:/bin", "SYNCD_ADMIN_ACCESS_KEY=\(Self.accessKey)",
      "SYNCD_ADMIN_SECRET_KEY=\(Self.secretKey)",
    ]
    let pointers = (words.map { strdup($0) }, variables.map { strdup($0) })
    defer { for pointer in pointers.0 + pointers.1 { free(pointer) } }
    let failure = posix_spawn(
      &process, "/bin/sh", &actions, nil, pointers.0 + [nil], pointers.1 + [nil])
    close(ends[1])
    output = ends[0]
    guard failure == 0 else { throw Trouble(description: "syncd does not start: \(failure)") }
  }

  /// Starts the program and waits until it answers.
  func start() throws {
    try launch()
    try awaitReadiness()
  }

  /// Waits for the line that says where it listens.
  func awaitReadiness() throws {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output, &byte, 1) == 1, byte != 0x0a { line.append(byte) }
    let text = String(decoding: line, as: UTF8.self)
    guard text.hasPrefix("syncd: listening on http://127.0.0.1:"),
      let number = text.split(separator: ":").last.flatMap({ Int($0) })
    else { throw Trouble(description: "syncd did not start: \(text) \(log)") }
    port = number
  }

  /// Ends it without a chance to tidy up.
  func kill() { _ = end(with: SIGKILL) }

  /// Sends it a signal without waiting for anything.
  func signal(_ signal: Int32) { if process > 0 { _ = Foundation.kill(process, signal) } }

  /// Sends it a signal and returns how it ended.
  @discardableResult func end(with signal: Int32) -> Ending? {
    self.signal(signal)
    return ending()
  }

  /// Waits until it ends by itself.
  func ending() -> Ending? {
    lock.lock()
    defer { lock.unlock() }
    guard process > 0 else { return nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    close(output)
    process = 0
    return status & 0x7f == 0 ? .status((status >> 8) & 0xff) : .signal(status & 0x7f)
  }

  /// Whether it has not ended.
  var isRunning: Bool {
    process > 0
      && (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8))
        .map { !$0.contains(") Z ") } ?? false
  }

  /// Memory in use, or the most that ever was, in mebibytes.
  func residentMebibytes(peak: Bool = false) -> Int {
    let name = peak ? "VmHWM:" : "VmRSS:"
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1_024
  }

  /// The files and sockets it has open.
  var openDescriptors: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd"))?.count ?? 0
  }

  /// Runs a program to its end and returns its status and all it wrote.
  static func run(
    _ words: [String], environment: [String: String]? = nil
  ) throws -> (status: Int32, output: String) {
    let program = ChildProcess()
    let pipe = Pipe()
    for end in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
      _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
    }
    program.executableURL = URL(filePath: "/usr/bin/env")
    program.arguments = words
    if let environment { program.environment = environment }
    program.standardOutput = pipe
    program.standardError = pipe
    try program.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    program.waitUntilExit()
    return (program.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
