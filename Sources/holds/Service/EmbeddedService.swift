import Foundation

/// The service that all terminals of one user share on one machine, started on demand and ended by
/// itself when nobody needs it any more (product.md 2.2).
struct EmbeddedService: Sendable {
  /// The socket it answers on.
  let socket: URL
  /// Where it keeps its database.
  private let data: URL
  /// Where it writes what it has to say.
  private let log: URL
  /// The program `syncd`.
  private let program: URL

  /// How long it may be idle, in seconds, before it ends.
  private static let idleSeconds = 600

  /// How long its start may take.
  private static let patience = Duration.seconds(10)

  /// How long to wait for another terminal's service once the own one has ended.
  private static let patienceAfterEnd = Duration.seconds(2)

  /// `POSIX_SPAWN_SETSID` of the C library, a macro that Swift does not see.
  private static let ownSession: Int32 = 0x80

  /// Describes the service of `directories`, or throws when `syncd` cannot be found.
  init(directories: Directories, searchPath: String) throws {
    data = directories.service
    log = directories.data.appending(path: "syncd.log")
    // One socket a data directory; its path has to fit the 107 bytes that sockets allow.
    let name = "syncd-\(Self.shortName(of: data.path(percentEncoded: false))).sock"
    let usual = directories.runtime.appending(path: name)
    socket =
      Self.address(of: usual) == nil ? Directories.briefRuntime.appending(path: name) : usual
    program = try Self.findProgram(searchPath: searchPath)
  }

  /// Makes sure that the service answers, and starts it if it does not.
  ///
  /// Two terminals may do this at once: the second `syncd` ends at the lock of the data directory,
  /// and both terminals find the first.
  func start() async throws {
    guard !isAnswering() else { return }
    try Directories.makePrivate(log.deletingLastPathComponent())
    let logged = logLength
    let process = try launch()
    let clock = ContinuousClock()
    var deadline = clock.now.advanced(by: Self.patience)
    var isRunning = true
    while clock.now < deadline {
      if isAnswering() { return }
      // Only an ended child is reaped here; a slow one goes on.
      if isRunning, waitpid(process, nil, WNOHANG) != 0 {
        isRunning = false
        // It may have ended because another terminal's service is just starting.
        deadline = min(deadline, clock.now.advanced(by: Self.patienceAfterEnd))
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw HoldsError(
      "The local service does not start. \(lastWords(since: logged))",
      hint: "Its messages are in '\(log.path(percentEncoded: false))'.")
  }

  /// Makes sure that the socket is this user's business alone; to be called before it is used.
  func protect() throws {
    try Directories.makePrivate(socket.deletingLastPathComponent())
  }

  /// Tells whether something accepts connections on the socket.
  func isAnswering() -> Bool {
    guard let address = Self.address(of: socket) else { return false }
    let connection = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard connection >= 0 else { return false }
    defer { close(connection) }
    return withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }

  /// Returns the address of a socket, or nothing if its path is too long for one.
  private static func address(of socket: URL) -> sockaddr_un? {
    let path = socket.path(percentEncoded: false)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = withUnsafeMutableBytes(of: &address.sun_path) { space in
      guard path.utf8.count < space.count else { return false }
      space.copyBytes(from: path.utf8)
      return true
    }
    return fits ? address : nil
  }

  /// Starts `syncd` in a session of its own, so that closing the terminal does not end it.
  private func launch() throws -> pid_t {
    Self.keepDescriptorsToMyself()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let logPath = log.path(percentEncoded: false)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, logPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(Self.ownSession))

    let arguments = [
      program.path(percentEncoded: false), "serve",
      "--listen", "unix:\(socket.path(percentEncoded: false))",
      "--data", data.path(percentEncoded: false), "--idle-exit", String(Self.idleSeconds),
    ]
    let pointers = arguments.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    var process = pid_t()
    let status = posix_spawn(
      &process, arguments[0], &actions, &attributes, pointers + [nil], environ)
    guard status == 0 else {
      throw HoldsError(
        "The local service '\(arguments[0])' cannot be started: \(String(cString: strerror(status)))."
      )
    }
    return process
  }

  /// Whatever is open besides the standard streams is not for the service: it would hold on to a
  /// pipe that somebody waits at the end of.
  private static func keepDescriptorsToMyself() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for descriptor in names.compactMap({ Int32($0) }) where descriptor > STDERR_FILENO {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
  }

  private var logLength: Int { (try? Data(contentsOf: log).count) ?? 0 }

  /// Returns why the service did not start, as far as that is known.
  private func lastWords(since start: Int) -> String {
    let news = String(
      decoding: ((try? Data(contentsOf: log)) ?? Data()).dropFirst(start), as: UTF8.self)
    if let line = news.split(separator: "\n").last(where: { $0.hasPrefix("error:") }) {
      return String(line.dropFirst("error: ".count))
    }
    let folder = log.deletingLastPathComponent().path(percentEncoded: false)
    let disk = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    let room = (disk?[.systemFreeSize] as? NSNumber)?.intValue
    return room == 0 ? "The disk is full." : "The reason is in its log."
  }

  private static func findProgram(searchPath: String) throws -> URL {
    let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let folders =
      [own.deletingLastPathComponent()]
      + searchPath.split(separator: ":").map { URL(filePath: String($0)) }
    for folder in folders {
      let candidate = folder.appending(path: "syncd")
      if FileManager.default.isExecutableFile(atPath: candidate.path(percentEncoded: false)) {
        return candidate
      }
    }
    throw HoldsError(
      "The program 'syncd' is neither beside 'holds' nor on the search path.",
      hint: "Install it there, name a service with --server, or play with --offline.")
  }

  /// Returns 16 hexadecimal digits that differ for different texts (FNV-1a, 64 bits).
  private static func shortName(of text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
