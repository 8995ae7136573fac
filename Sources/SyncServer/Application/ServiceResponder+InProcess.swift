package import HTTPTypes
import Hummingbird
import NIOCore

extension ServiceResponder {
  /// Answers a request that comes over no network, as if from `address`.
  ///
  /// `request` has to have its final authority and raw target.
  package func answer(
    _ request: HTTPRequest, body: [UInt8], from address: String = "local"
  ) async throws -> (HTTPResponse, [UInt8]) {
    let response = try await respond(request, body, address)
    let collector = BodyCollector()
    try await response.body.write(collector)
    return (response.head, await collector.bytes.value)
  }

  /// Answers a request with the parts of its answer as they are written.
  package func stream(
    _ request: HTTPRequest, body: [UInt8] = [], from address: String = "local"
  ) async throws -> (HTTPResponse, AsyncStream<[UInt8]>) {
    let response = try await respond(request, body, address)
    let (parts, continuation) = AsyncStream.makeStream(
      of: [UInt8].self, bufferingPolicy: .bufferingOldest(256))
    let writing = Task {
      try await response.body.write(BodyForwarder(continuation: continuation))
      continuation.finish()
    }
    continuation.onTermination = { _ in writing.cancel() }
    return (response.head, parts)
  }

  private func respond(
    _ request: HTTPRequest, _ body: [UInt8], _ address: String
  ) async throws -> Response {
    var head = request
    head.headerFields[.contentLength] = body.isEmpty ? nil : String(body.count)
    return try await respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body))),
      context: ConnectionContext(address: address))
  }
}

/// Keeps everything that is written.
private struct BodyCollector: ResponseBodyWriter {
  actor Bytes {
    private(set) var value: [UInt8] = []

    func append(_ bytes: [UInt8]) { value += bytes }
  }

  let bytes = Bytes()

  func write(_ buffer: ByteBuffer) async throws {
    await bytes.append(Array(buffer.readableBytesView))
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Hands on everything that is written.
private struct BodyForwarder: ResponseBodyWriter {
  let continuation: AsyncStream<[UInt8]>.Continuation

  func write(_ buffer: ByteBuffer) async throws {
    guard case .enqueued = continuation.yield(Array(buffer.readableBytesView)) else {
      continuation.finish()
      throw CancellationError()
    }
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
