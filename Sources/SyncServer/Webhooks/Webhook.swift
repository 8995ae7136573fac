/// A URL that is told what happens: triggers, streams and push go out this way.
///
/// The program that composes the service decides what carries the request.
package struct Webhook: Sendable {
  /// What is sent with `POST`.
  package struct Message: Hashable, Sendable {
    /// Where to.
    package var url: String
    /// The type of the body.
    package var contentType: String
    /// The body.
    package var body: [UInt8]
    /// How long the whole exchange may take.
    package var timeout: Duration
  }

  /// What came back.
  package struct Reply: Hashable, Sendable {
    /// The HTTP status.
    package var status: Int
    /// The body.
    package var body: [UInt8]

    /// Creates a reply from its parts.
    package init(status: Int, body: [UInt8] = []) {
      self.status = status
      self.body = body
    }

    /// Whether the other side took the message.
    var isSuccess: Bool { (200..<300).contains(status) }
  }

  /// Why nothing came back.
  package enum Failure: Error, Hashable, Sendable {
    /// The time was up.
    case timedOut
    /// The other side could not be reached, or broke off.
    case unreachable(String)

    /// What happened, for the log.
    package var message: String {
      switch self {
      case .timedOut: "The time was up."
      case .unreachable(let reason): reason
      }
    }
  }

  /// Performs one exchange.
  package typealias Send = @Sendable (Message) async throws(Failure) -> Reply

  /// Where messages go.
  package var url: String
  /// How long an exchange may take.
  package var timeout: Duration
  private let send: Send

  /// Creates a webhook; `send` performs the exchanges.
  package init(url: String, timeout: Duration = .seconds(10), send: @escaping Send) {
    self.url = url
    self.timeout = timeout
    self.send = send
  }

  /// Sends `body` and returns what came back.
  package func post(
    _ body: [UInt8], contentType: String = "application/json"
  ) async throws(Failure) -> Reply {
    try await send(Message(url: url, contentType: contentType, body: body, timeout: timeout))
  }
}
