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
  let sts: STSEndpoint
  let events: EventEndpoint
  let plain: PlainEndpoint
  let metrics: ServiceMetrics
  let meter: ActivityMeter
  let surroundings: Surroundings
  let logger: Logger
  let bodies = BodyBudget()
  let dates = HTTPDateCache()

  /// Answers `request`, whatever is wrong with it.
  package func respond(
    to request: Request, context: ConnectionContext
  ) async throws -> Response {
    let record = begin()
    let destination = Destination(request.head, plain: plain)
    do {
      let response = try await response(
        to: request, at: destination, requestID: record.requestID, context: context)
      end(record, name: destination.name, status: response.status.code)
      return response
    } catch {
      meter.end()
      throw error
    }
  }

  /// Notes that a request has come.
  func begin() -> ExchangeRecord {
    meter.begin()
    return ExchangeRecord(requestID: surroundings.uniqueID(), start: .now)
  }

  /// Notes that the request called `name` is answered.
  func end(_ record: ExchangeRecord, name: String, status: Int) {
    let duration = ContinuousClock.now - record.start
    metrics.count(operation: name, status: status, duration: duration)
    meter.end()
    logger.debug(
      "answered",
      metadata: [
        "operation": "\(name)", "status": "\(status)", "request-id": "\(record.requestID)",
        "duration": "\(duration)",
      ])
  }

  private func response(
    to request: Request, at destination: Destination, requestID: String,
    context: ConnectionContext
  ) async throws -> Response {
    var answer: Answer
    var share = bodies.share()
    do {
      let exchange = Exchange(
        head: request.head,
        body: try await RequestBodyReader.read(
          request, for: destination, context: context, share: &share),
        address: context.address, now: surroundings.now())
      if case .sync(let match) = destination, match.operation == .subscribeToEvents {
        let body = try await events.open(
          exchange, labels: match.labels, request: request, context: context)
        return CommonFields.response(stream: body, requestID: requestID)
      }
      answer = try await self.answer(exchange, at: destination, requestID: requestID)
    } catch let error as WireError {
      answer =
        destination == .sts
        ? STSEndpoint.refusal(error, requestID: requestID) : .refusal(error)
    }
    return CommonFields.response(answer, requestID: requestID, to: request.head)
  }

  /// Performs a request.
  func answer(
    _ exchange: Exchange, at destination: Destination, requestID: String
  ) async throws(WireError) -> Answer {
    switch destination {
    case .preflight: Answer(status: .ok, contentType: "text/plain", body: [])
    case .sync(let match): try await sync.answer(exchange, to: match)
    case .identity(let operation): try await identity.answer(exchange, to: operation)
    case .sts: await sts.answer(exchange, requestID: requestID)
    case .plain(let place): await plain.answer(exchange, at: place)
    case .unknown(let dialect):
      throw WireError(.unknownOperation, "No such operation.", in: dialect)
    }
  }
}

/// A request under way.
struct ExchangeRecord: Sendable {
  var requestID: String
  var start: ContinuousClock.Instant
}
