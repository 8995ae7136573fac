public import HTTPTypes

/// How the SDK reaches a service.
///
/// ```swift
/// var transport = service.transport
/// transport.send = { [send = transport.send] request, body throws(TransportError) in
///   show("\(body.count) bytes")
///   return try await send(request, body)
/// }
/// ```
public struct Transport: Sendable {
  /// The scheme of requests, `http` or `https`.
  public var scheme: String
  /// Host and port as requests name them; part of what is signed.
  public var authority: String
  /// Performs one exchange with a whole body in each direction.
  ///
  /// The request's path is the raw target and must arrive unchanged, byte for byte.
  public var send:
    @Sendable (HTTPRequest, [UInt8]) async throws(TransportError) -> (HTTPResponse, [UInt8])
  /// Sends a request and returns the answer's body as it arrives.
  ///
  /// A stream that is silent for too long ends with an error.
  public var stream:
    @Sendable (HTTPRequest) async throws(TransportError) -> (
      HTTPResponse, AsyncThrowingStream<[UInt8], any Error>
    )
  /// Closes all connections; nothing may be sent afterwards.
  public var close: @Sendable () async -> Void

  /// Creates a transport.
  public init(
    scheme: String = "http", authority: String = "localhost",
    send:
      @escaping @Sendable (HTTPRequest, [UInt8]) async throws(TransportError) -> (
        HTTPResponse, [UInt8]
      ),
    stream:
      @escaping @Sendable (HTTPRequest) async throws(TransportError) -> (
        HTTPResponse, AsyncThrowingStream<[UInt8], any Error>
      ),
    close: @escaping @Sendable () async -> Void = {}
  ) {
    self.scheme = scheme
    self.authority = authority
    self.send = send
    self.stream = stream
    self.close = close
  }
}

/// Why no answer arrived.
///
/// ```swift
/// let tunnel = Transport(
///   send: { _, _ throws(TransportError) in throw TransportError(.unreachable, "No signal.") },
///   stream: { _ throws(TransportError) in throw TransportError(.unreachable, "No signal.") })
/// ```
public struct TransportError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure.
  ///
  /// ```swift
  /// let wasNeverSent = error.code == .unreachable || error.code == .untrusted
  /// ```
  public enum Code: Hashable, Sendable {
    /// No connection came about; the service has not seen the request.
    case unreachable
    /// The connection broke or went silent; the service may have acted on the request.
    case interrupted
    /// The answer ended in its middle; the service may have acted on the request.
    case truncated
    /// The answer is larger than allowed.
    case tooLarge
    /// What answered speaks no HTTP, or no TLS where it must.
    case notUnderstood
    /// The other side's certificate does not prove that it is the service; nothing was sent.
    case untrusted
    /// The proxy on the way does not let the request through.
    case proxyRefused
    /// The address cannot be used.
    case unsupported
    /// The caller gave up.
    case cancelled
  }

  /// What kind of failure.
  public var code: Code
  /// What happened, as a sentence.
  public var message: String
  /// What lies beneath.
  public var cause: (any Error)?

  /// Creates a failure.
  public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// The message.
  public var description: String { message }
}
