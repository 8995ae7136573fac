import CognitoWire
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SyncServer

/// A program of somebody else on loopback, which real requests reach.
struct StubServer: HTTPResponder {
  typealias Context = BasicRequestContext

  private let webhook: Webhook

  private init(_ receiver: StubReceiver) { webhook = receiver.webhook() }

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    let body = try await request.body.collect(upTo: 64 * 1_048_576)
    let reply = try await webhook.post(
      Array(body.readableBytesView), contentType: request.headers[.contentType] ?? "")
    return Response(
      status: HTTPResponse.Status(code: reply.status),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
  }

  /// Lets `receiver` answer at a URL while `work` is done.
  static func run(
    _ receiver: StubReceiver, _ work: @escaping @Sendable (String) async throws -> Void
  ) async throws {
    let application = Application(
      responder: StubServer(receiver),
      configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      logger: Logger(label: "stub") { _ in SwiftLogNoOpLogHandler() })
    try await application.test(.live) { client in
      try await work("http://localhost:\(client.port ?? 0)")
    }
  }
}
