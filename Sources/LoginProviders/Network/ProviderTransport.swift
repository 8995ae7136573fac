package import HTTPTypes

/// How the service reaches identity providers.
package struct ProviderTransport: Sendable {
  /// Performs one exchange within the given time, or fails.
  ///
  /// It follows no redirection, and gives up on a body that is longer than `maximumBody`.
  package typealias Send =
    @Sendable (HTTPRequest, [UInt8], Duration) async throws(ProviderFailure)
    -> (HTTPResponse, [UInt8])

  /// Bytes of an answer that are read at most.
  package static let maximumBody = 1 << 20

  /// The longest that one exchange may take.
  package var timeout: Duration
  /// Performs one exchange.
  package var send: Send

  /// Creates a transport; five seconds are what a user is made to wait.
  package init(timeout: Duration = .seconds(5), send: @escaping Send) {
    self.timeout = timeout
    self.send = send
  }
}
