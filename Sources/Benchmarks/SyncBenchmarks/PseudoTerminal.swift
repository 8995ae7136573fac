import Foundation

/// A program behind a terminal of 80x24, seen through the bytes it writes.
final class PseudoTerminal: Sendable {
  let process: pid_t
  private let controller: Int32

  // Macros of the C library that Swift does not see: TIOCGPTN, TIOCSPTLCK, POSIX_SPAWN_SETSID.
  private static let getNumber: UInt = 0x8004_5430
  private static let setLock: UInt = 0x4004_5431
  private static let ownSession: Int16 = 0x80

  init(_ program: URL, _ arguments: [String], environment: [String: String]) throws {
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var number: UInt32 = 0
    var isLocked: Int32 = 0
    guard controller >= 0, ioctl(controller, Self.getNumber, &number) == 0,
      ioctl(controller, Self.setLock, &isLocked) == 0
    else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    let name = "/dev/pts/\(number)"
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that a new session opens becomes its own.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Self.ownSession)
    let words = ([program.path] + arguments).map { strdup($0) }
    let variables = environment.map { strdup("\($0)=\($1)") }
    defer { for pointer in words + variables { free(pointer) } }
    var child = pid_t()
    let status = posix_spawn(
      &child, program.path, &actions, &attributes, words + [nil], variables + [nil])
    guard status == 0 else { throw POSIXError(.init(rawValue: status) ?? .EIO) }
    process = child
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(controller)
  }

  func type(_ text: String) { _ = text.withCString { write(controller, $0, strlen($0)) } }

  /// Waits for output that begins within `limit` milliseconds and pauses for `pause`, and returns
  /// when it began and its bytes; nothing if none came.
  func output(within limit: Int32, pause: Int32 = 30) -> (
    began: ContinuousClock.Instant, bytes: [UInt8]
  )? {
    var began: ContinuousClock.Instant?
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      var descriptor = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, began == nil ? limit : pause) > 0 else { break }
      let count = read(controller, &buffer, buffer.count)
      guard count > 0 else { break }
      began = began ?? ContinuousClock().now
      bytes += buffer[..<count]
    }
    return began.map { ($0, bytes) }
  }
}
