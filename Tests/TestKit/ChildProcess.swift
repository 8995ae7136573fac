package import Foundation

/// A program started by a test, with the interface of Foundation's `Process`.
///
/// That one also waits for what a program leaves in the background, and has crashed when tests
/// started many programs at once.
package final class ChildProcess: @unchecked Sendable {
  /// The program's file.
  package var executableURL: URL?
  /// Its arguments.
  package var arguments: [String] = []
  /// Its environment; nothing means that of the tests.
  package var environment: [String: String]?
  /// Where it reads from: a `FileHandle` or `Pipe`; nothing means an empty file.
  package var standardInput: Any?
  /// Where it writes to: a `FileHandle` or `Pipe`; nothing means the tests' own output.
  package var standardOutput: Any?
  /// Where it complains: a `FileHandle` or `Pipe`; nothing means the tests' own.
  package var standardError: Any?

  /// How a program could not be started.
  package struct NotStarted: Error {
    /// The program.
    package var program: String
    /// The error of the system.
    package var code: Int32
  }

  // Guards all that follows.
  private let lock = NSLock()
  private var process = pid_t()
  private var status: Int32?

  /// Prepares a program; nothing runs yet.
  package init() {}

  /// The process, or zero before it was started.
  package var processIdentifier: pid_t { lock.withLock { process } }

  /// The exit code, or for a program ended by a signal 128 and the signal; zero while it runs.
  package var terminationStatus: Int32 { lock.withLock { status ?? 0 } }

  /// Whether it was started and has not ended.
  package var isRunning: Bool {
    lock.withLock {
      guard process > 0, status == nil else { return false }
      return !reap()
    }
  }

  /// Starts the program.
  package func run() throws {
    let program = executableURL?.path ?? ""
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    let input = (standardInput as? Pipe)?.fileHandleForReading ?? standardInput as? FileHandle
    if let input, input !== FileHandle.nullDevice {
      posix_spawn_file_actions_adddup2(&actions, input.fileDescriptor, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    for (target, number) in [(standardOutput, STDOUT_FILENO), (standardError, STDERR_FILENO)] {
      if let handle = target as? FileHandle, handle === FileHandle.nullDevice {
        posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_WRONLY, 0)
        continue
      }
      guard let handle = (target as? Pipe)?.fileHandleForWriting ?? target as? FileHandle else {
        continue
      }
      posix_spawn_file_actions_adddup2(&actions, handle.fileDescriptor, number)
    }
    Self.keepDescriptors()
    let words = ([program] + arguments).map { strdup($0) }
    let variables = (environment ?? ProcessInfo.processInfo.environment)
      .map { strdup("\($0)=\($1)") }
    defer { for pointer in words + variables { free(pointer) } }
    let code = lock.withLock {
      posix_spawn(&process, program, &actions, &attributes, words + [nil], variables + [nil])
    }
    guard code == 0 else { throw NotStarted(program: program, code: code) }
    // Whoever reads what the program writes is told its end only when nobody else could write.
    for pipe in [standardOutput, standardError] {
      try? (pipe as? Pipe)?.fileHandleForWriting.close()
    }
    try? (standardInput as? Pipe)?.fileHandleForReading.close()
  }

  /// Lets no program inherit what is open now: another test's pipe would never end while it runs.
  private static func keepDescriptors() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for descriptor in names.compactMap({ Int32($0) }) where descriptor > STDERR_FILENO {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
  }

  /// Waits until the program has ended.
  package func waitUntilExit() {
    let process = processIdentifier
    guard process > 0 else { return }
    // Waits without the lock, so that others can signal it, and leaves the end to be taken note of.
    var end = siginfo_t()
    while waitid(P_PID, id_t(process), &end, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    _ = isRunning
  }

  /// Asks the program to end.
  package func terminate() { if isRunning { kill(processIdentifier, SIGTERM) } }

  /// Takes note of the end, if it has come; call with the lock held.
  private func reap() -> Bool {
    var value: Int32 = 0
    guard waitpid(process, &value, WNOHANG) != 0 else { return false }
    status = value & 0x7f == 0 ? (value >> 8) & 0xff : 128 + (value & 0x7f)
    return true
  }
}
