#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The standard streams and the end of the process.
package enum Output {
  /// Files made by this process belong to its user alone, and a reader who goes away is no reason
  /// to complain.
  package static func prepare() {
    _ = umask(0o077)
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// Writes a line to standard output at once.
  package static func say(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

  /// Writes `text` to standard error.
  package static func complain(_ text: String) { write(text, to: STDERR_FILENO) }

  /// The columns of the terminal that standard output is, or nothing when it is none.
  package static var columns: Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whether somebody can be asked.
  package static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Ends the process with an exit code.
  package static func exit(_ code: Int32) -> Never {
    #if canImport(Darwin)
      Darwin.exit(code)
    #elseif canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #endif
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { bytes in
        #if canImport(Darwin)
          Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Glibc)
          Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
          Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
      guard count > 0 || errno == EINTR else {
        // Whoever read has seen enough.
        if errno == EPIPE { exit(0) }
        return
      }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
