package import Hummingbird
package import HummingbirdCore
import NIOCore

/// How connections are treated before a request is complete.
package enum ServiceNetwork {
  /// Whole seconds a request may take to arrive, and an answer to be taken.
  package static let requestTimeout = 60

  /// HTTP/1.1 without TLS.
  package static let plain = HTTPServerBuilder.http1(
    configuration: channel(requestTimeout, idleTimeout: idleTimeout(requestTimeout)))

  /// HTTP/1.1 without TLS, with bounds on headers and on how long a connection may take, and with
  /// the shortcut to `responder`.
  ///
  /// - Parameter requestTimeout: Seconds a request may take to arrive, beside one for every 16 KiB
  ///   of its body, and an answer to be taken; a quarter more without any request.
  package static func plain(
    for responder: ServiceResponder, requestTimeout: Int = requestTimeout
  ) -> HTTPServerBuilder {
    HTTPServerBuilder { respond in
      ServiceChannel(
        base: HTTP1Channel(
          responder: respond, configuration: channel(requestTimeout, idleTimeout: nil)),
        service: ShortcutHandler.Service(responder), idleTimeout: idleTimeout(requestTimeout))
    }
  }

  private static func idleTimeout(_ requestTimeout: Int) -> TimeAmount {
    .milliseconds(Int64(requestTimeout) * 1_250)
  }

  private static func channel(
    _ requestTimeout: Int, idleTimeout: TimeAmount?
  ) -> HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      additionalChannelHandlers: [
        ConnectionRulesInstaller(timeout: .seconds(Int64(requestTimeout)))
      ],
      idleTimeout: idleTimeout,
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: 64 * 1_024,
        maxHeaderFieldCount: 128))
  }

  /// Returns the bounds of a listener on `address`.
  ///
  /// - Parameter descriptors: Files and sockets the process may have open; some are kept for the
  ///   store, for streams and for whatever is called.
  package static func listener(
    on address: BindAddress, descriptors: Int
  ) -> ApplicationConfiguration {
    ApplicationConfiguration(
      address: address, backlog: 4_096,
      availableConnectionsDelegate: MaximumAvailableConnections(max(16, descriptors - 64)))
  }
}
