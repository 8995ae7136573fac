#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The standard streams and the end of the process.
enum Output {
  /// Files made by this process belong to its user alone, and a reader who goes away is no reason
  /// to die.
  static func prepare() {
    _ = umask(0o077)
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// Writes a line to standard output at once.
  static func say(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

  /// Writes `text` to standard error.
  static func complain(_ text: String) { write(text, to: STDERR_FILENO) }

  static func exit(_ code: Int32) -> Never {
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
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
