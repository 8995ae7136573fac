import CommandProgram
import FoundationEssentials

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file named on the command line, or standard input for `-`.
struct InputFile {
  let path: String

  /// Returns the whole content.
  func bytes() throws(Failure) -> [UInt8] {
    guard path != "-" else { return Self.standardInput() }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(message: "'\(path)' cannot be read.", hint: "Check its name and permissions.")
    }
    return Array(data)
  }

  private static func standardInput() -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return bytes }
      bytes += chunk.prefix(max(0, count))
      guard count != 0 else { return bytes }
    }
  }
}
