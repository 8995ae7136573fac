package import Hummingbird
import HTTPTypes
import SyncCore

/// Answers `/health` and `/metrics` and nothing else, for a listener of their own (product.md 4).
package struct MonitoringResponder: HTTPResponder {
  /// What is known about the connection.
  package typealias Context = ConnectionContext

  let plain: PlainEndpoint
  let surroundings: Surroundings

  /// Answers `request`.
  package func respond(
    to request: Request, context: ConnectionContext
  ) async throws -> Response {
    let place = PlainEndpoint.Place(rawValue: String(request.head.rawPath))
    var answer = Answer.json(Array(#"{"error":"not_found"}"#.utf8), status: .notFound)
    if let place, place.isMonitoring {
      answer = await plain.answer(
        Exchange(
          head: request.head, body: [], address: context.address, now: surroundings.now()),
        at: place)
    }
    return CommonFields.response(
      answer, requestID: surroundings.uniqueID(), to: request.head)
  }
}

extension ServiceResponder {
  /// What answers on the listener for monitoring.
  package var monitoring: MonitoringResponder {
    MonitoringResponder(plain: plain, surroundings: surroundings)
  }
}
