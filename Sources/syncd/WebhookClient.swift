import CommandProgram
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SyncServer

/// The connections over which the service tells others what happens.
struct WebhookClient: Sendable {
  /// The largest answer to accept, in bytes: a trigger returns a whole dataset, twice and escaped.
  private static let maximumReply = 32 * 1_048_576

  let client: HTTPClient

  init() {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)))
    // Who sends decides about another try.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Returns the webhook that posts to `url`.
  func webhook(_ url: String, timeout: Duration = .seconds(10)) -> Webhook {
    Webhook(url: url, timeout: timeout) { [client] message throws(Webhook.Failure) in
      do {
        return try await Self.send(message, over: client)
      } catch { throw Self.failure(error) }
    }
  }

  /// Closes all connections, whatever is on its way.
  func close() async {
    do {
      try await client.shutdown()
    } catch {
      // Only a second shutdown fails, and then there is nothing left to close.
      return
    }
  }

  private static func send(
    _ message: Webhook.Message, over client: HTTPClient
  ) async throws -> Webhook.Reply {
    var request = HTTPClientRequest(url: message.url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: message.contentType)
    request.headers.add(name: "User-Agent", value: "syncd")
    request.body = .bytes(message.body)
    let answer = try await client.execute(
      request, deadline: .now() + TimeAmount(message.timeout))
    let body = try await answer.body.collect(upTo: maximumReply)
    return Webhook.Reply(status: Int(answer.status.code), body: Array(body.readableBytesView))
  }

  static func failure(_ error: any Error) -> Webhook.Failure {
    guard let error = error as? HTTPClientError else {
      return error is NIOTooManyBytesError
        ? .unreachable("The answer is larger than \(maximumReply) bytes.")
        : .unreachable("Nobody answers.")
    }
    switch error {
    case .deadlineExceeded, .readTimeout, .writeTimeout, .connectTimeout, .tlsHandshakeTimeout,
      .getConnectionFromPoolTimeout:
      return .timedOut
    case _: return .unreachable("The connection broke: \(error.shortDescription).")
    }
  }
}
