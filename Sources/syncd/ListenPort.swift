import CommandProgram
import NIOCore
import NIOPosix

/// Finds a port where any will do.
enum ListenPort {
  /// Returns `address` with a free port in the place of 0.
  ///
  /// The issuer of tokens has to be known before the first request, and holds the port: it is
  /// found by listening for a moment.
  static func resolve(_ address: ListenAddress) async throws -> ListenAddress {
    guard case .network(let host, 0) = address else { return address }
    do {
      let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .bind(host: host, port: 0).get()
      let port = channel.localAddress?.port
      try await channel.close()
      guard let port else {
        throw Failure(message: "No free port was found on '\(host)'.")
      }
      return address.withPort(port)
    } catch { throw Failure(listening: error, on: address) ?? error }
  }
}
