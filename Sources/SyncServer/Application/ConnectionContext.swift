package import Hummingbird
import Logging
import NIOCore

/// What is known about the connection that a request came over.
package struct ConnectionContext: InitializableFromSource, Sendable {
  /// The other side's address without port; `local` for Unix sockets.
  package let address: String
  /// Ends the connection.
  package let close: @Sendable () -> Void
  /// Whether the end of the incoming side can be noticed while an answer is being written.
  package let isWatchable: Bool

  /// Creates the context of a connection that a server accepted.
  package init(source: ApplicationRequestContextSource) {
    let channel = source.channel
    address = channel.remoteAddress?.ipAddress ?? "local"
    close = { channel.close(promise: nil) }
    isWatchable = true
  }

  /// Creates the context of a request that came over no connection.
  package init(address: String, close: @escaping @Sendable () -> Void = {}) {
    self.address = address
    self.close = close
    isWatchable = false
  }
}
