package import HummingbirdCore
import NIOCore

/// How connections are treated before a request is complete.
package enum ServiceNetwork {
  /// Bounds on headers, and on how long a connection may say nothing.
  package static let channel = HTTP1Channel.Configuration(
    idleTimeout: .seconds(75),
    httpDecoderConfiguration: .init(
      maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: 64 * 1_024, maxHeaderFieldCount: 128))

  /// HTTP/1.1 without TLS.
  package static let plain = HTTPServerBuilder.http1(configuration: channel)
}
