import CommandProgram
import FoundationEssentials
import NIOCore
import NIOPosix

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The file of a Unix-domain socket.
struct SocketFile: Hashable, Sendable {
  let path: String

  /// Makes room for the file: its directory, for this user alone, is made, and a file that nobody
  /// answers on any more is removed.
  func prepare() async throws {
    try makeDirectory()
    guard let type = Self.type(of: path) else { return }
    guard type == .typeSocket else {
      throw Failure(
        message: "'\(path)' exists and is no socket.", hint: "Choose another path for --listen.")
    }
    guard await !isAnswered() else {
      throw Failure(
        message: "Another program listens on '\(path)'.",
        hint: "It is probably another syncd: use that one, or stop it first.")
    }
    remove()
  }

  /// Lets only this user connect.
  func makePrivate() { _ = chmod(path, 0o600) }

  /// Removes the file, if it is there.
  func remove() { _ = unlink(path) }

  private func isAnswered() async -> Bool {
    do {
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(unixDomainSocketPath: path).get()
      // Whether the other side closes first does not matter here.
      channel.close(promise: nil)
      return true
    } catch { return false }
  }

  private func makeDirectory() throws(Failure) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for count in 1..<max(parts.count, 1) {
      let directory = parts.prefix(count).joined(separator: "/")
      guard !directory.isEmpty, Self.type(of: directory) == nil else { continue }
      guard mkdir(directory, 0o700) == 0 || errno == EEXIST else {
        throw Failure(
          message:
            "The directory '\(directory)' cannot be made: \(String(cString: strerror(errno))).",
          hint: "Choose another path for --listen.")
      }
    }
  }

  private static func type(of path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  }
}
