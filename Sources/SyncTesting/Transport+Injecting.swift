import HTTPTypes
public import SyncClient

extension Transport {
  /// Returns this transport with faults on the way.
  ///
  /// ```swift
  /// let line = FaultPlan()
  /// let transport = service.transport.injecting(line)
  /// line.inject(.duplicate, next: "UpdateRecords")
  /// ```
  ///
  /// - Parameters:
  ///   - plan: Which requests meet which faults.
  ///   - sleep: How delays pass.
  public func injecting(
    _ plan: FaultPlan,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) -> Transport {
    let line = FaultyLine(transport: self, plan: plan, sleep: sleep)
    return Transport(
      scheme: scheme, authority: authority,
      send: { request, body throws(TransportError) in try await line.send(request, body) },
      stream: { request throws(TransportError) in try await line.stream(request) },
      close: close)
  }
}

/// A transport, and what goes wrong on it.
private struct FaultyLine: Sendable {
  let transport: Transport
  let plan: FaultPlan
  let sleep: @Sendable (Duration) async throws -> Void

  func send(
    _ request: HTTPRequest, _ body: [UInt8]
  ) async throws(TransportError) -> (HTTPResponse, [UInt8]) {
    switch try begin(request) {
    case .loseRequest: throw TransportError(.unreachable, "The request was lost.")
    case .postpone:
      plan.postpone(request, body)
      throw TransportError(.interrupted, "The request took too long.")
    case .answer(let status, let text, let fields):
      return (Self.response(status, fields), Array(text.utf8))
    case .duplicate:
      _ = try await transport.send(request, body)
      return try await deliver(request, body)
    case .loseReply:
      _ = try await deliver(request, body)
      throw TransportError(.interrupted, "The answer was lost.")
    case .delay(let duration):
      try await wait(duration)
      return try await deliver(request, body)
    case nil: return try await deliver(request, body)
    }
  }

  /// Opens a stream, which ends when the line is cut.
  ///
  /// A stream cannot be sent twice or late, so those faults leave it alone.
  func stream(
    _ request: HTTPRequest
  ) async throws(TransportError) -> (HTTPResponse, AsyncThrowingStream<[UInt8], any Error>) {
    switch try begin(request) {
    case .loseRequest, .loseReply:
      throw TransportError(.unreachable, "The request was lost.")
    case .answer(let status, let text, let fields):
      let (stream, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
      continuation.yield(Array(text.utf8))
      continuation.finish()
      return (Self.response(status, fields), stream)
    case .delay(let duration): try await wait(duration)
    case .postpone, .duplicate, nil: break
    }
    let (head, parts) = try await transport.stream(request)
    return (head, cuttable(parts))
  }

  private func begin(_ request: HTTPRequest) throws(TransportError) -> Fault? {
    let (isCut, fault) = plan.begin(request)
    if isCut { throw TransportError(.unreachable, "The line is cut.") }
    return fault
  }

  /// Sends a request, and after it the one that was kept.
  private func deliver(
    _ request: HTTPRequest, _ body: [UInt8]
  ) async throws(TransportError) -> (HTTPResponse, [UInt8]) {
    let answer = try await transport.send(request, body)
    if let (request, body) = plan.takePostponed() {
      _ = try await transport.send(request, body)
    }
    return answer
  }

  private func wait(_ duration: Duration) async throws(TransportError) {
    do {
      try await sleep(duration)
    } catch {
      throw TransportError(.cancelled, "The request was cancelled.", cause: error)
    }
  }

  private func cuttable(
    _ parts: AsyncThrowingStream<[UInt8], any Error>
  ) -> AsyncThrowingStream<[UInt8], any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
    let relay = Task {
      do {
        for try await part in parts { continuation.yield(part) }
        continuation.finish()
      } catch {
        continuation.finish(throwing: error)
      }
    }
    let number = plan.whenCut {
      continuation.finish(throwing: TransportError(.interrupted, "The line was cut."))
    }
    continuation.onTermination = { [plan] _ in
      plan.forget(number)
      relay.cancel()
    }
    return stream
  }

  private static func response(_ status: Int, _ fields: [String: String]) -> HTTPResponse {
    var response = HTTPResponse(status: .init(code: status))
    for (name, value) in fields {
      if let name = HTTPField.Name(name) { response.headerFields[name] = value }
    }
    return response
  }
}
