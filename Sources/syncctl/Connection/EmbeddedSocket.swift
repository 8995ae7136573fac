import FoundationEssentials

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The socket of a service that the game has started for this user (product.md 2.2).
struct EmbeddedSocket: Hashable, Sendable {
  /// The socket's file.
  let path: String
  /// Where the service keeps everything, as far as it can be told.
  let dataDirectory: String?

  /// Returns the sockets in the directories of this user; nobody else's are looked at.
  static func find(environment: [String: String]) -> [EmbeddedSocket] {
    let homes = [environment["XDG_DATA_HOME"], environment["HOME"].map { "\($0)/.local/share" }]
    let data = homes.compactMap(\.self).first { $0.hasPrefix("/") }
      .map { "\($0)/hundred-holds/service" }
    let directories = [
      environment["XDG_RUNTIME_DIR"].map { "\($0)/hundred-holds" },
      "/tmp/hundred-holds-\(getuid())",
    ]
    return directories.compactMap(\.self).filter(isOwn).flatMap { directory in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
      return names.filter { $0.hasPrefix("syncd-") && $0.hasSuffix(".sock") }.sorted()
        .map { "\(directory)/\($0)" }.filter(isAnswering)
        .map { EmbeddedSocket(path: $0, dataDirectory: data) }
    }
  }

  /// Whether a directory belongs to this user and is no link to somebody else's.
  private static func isOwn(_ directory: String) -> Bool {
    var status = stat()
    return lstat(directory, &status) == 0 && status.st_uid == getuid()
      && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether somebody accepts connections; a service that was killed leaves its socket behind.
  private static func isAnswering(_ path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = withUnsafeMutableBytes(of: &address.sun_path) { space in
      guard path.utf8.count < space.count else { return false }
      space.copyBytes(from: path.utf8)
      return true
    }
    #if canImport(Glibc)
      let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    guard fits, descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
