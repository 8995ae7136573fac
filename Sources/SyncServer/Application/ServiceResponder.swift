import CognitoWire
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
import ServerStorage
import SyncCore

/// Leads every request to what answers it, by its raw target (cognito-sync.md 2.1, 3.1).
package struct ServiceResponder: HTTPResponder {
  /// What is known about the connection.
  package typealias Context = ConnectionContext

  let sync: SyncEndpoint
  let identity: IdentityEndpoint
  let events: EventEndpoint
  let plain: PlainEndpoint
  let metrics: ServiceMetrics
  let meter: ActivityMeter
  let surroundings: Surroundings
  let logger: Logger

  /// Answers `request`, whatever is wrong with it.
  package func respond(
    to request: Request, context: ConnectionContext
  ) async throws -> Response {
    meter.begin()
    defer { meter.end() }
    let start = ContinuousClock.now
    let requestID = surroundings.uniqueID()
    let destination = Destination(request.head, plain: plain)
    let response = try await response(
      to: request, at: destination, requestID: requestID, context: context)
    let duration = ContinuousClock.now - start
    metrics.count(
      operation: destination.name, status: response.status.code, duration: duration)
    logger.debug(
      "answered",
      metadata: [
        "operation": "\(destination.name)", "status": "\(response.status.code)",
        "request-id": "\(requestID)", "duration": "\(duration)",
      ])
    return response
  }

  private func response(
    to request: Request, at destination: Destination, requestID: String,
    context: ConnectionContext
  ) async throws -> Response {
    var answer: Answer
    do {
      let exchange = Exchange(
        head: request.head,
        body: try await RequestBodyReader.read(
          request, for: destination, context: context),
        address: context.address, now: surroundings.now())
      if case .sync(let match) = destination, match.operation == .subscribeToEvents {
        let body = try await events.open(
          exchange, labels: match.labels, request: request, context: context)
        return CommonFields.response(stream: body, requestID: requestID)
      }
      answer = try await self.answer(exchange, at: destination)
    } catch let error as WireError {
      answer = .refusal(error)
    }
    return CommonFields.response(answer, requestID: requestID, to: request.head)
  }

  private func answer(
    _ exchange: Exchange, at destination: Destination
  ) async throws(WireError) -> Answer {
    switch destination {
    case .preflight: Answer(status: .ok, contentType: "text/plain", body: [])
    case .sync(let match): try await sync.answer(exchange, to: match)
    case .identity(let operation): try await identity.answer(exchange, to: operation)
    case .plain(let place): await plain.answer(exchange, at: place)
    case .unknown(let dialect):
      throw WireError(.unknownOperation, "No such operation.", in: dialect)
    }
  }
}
