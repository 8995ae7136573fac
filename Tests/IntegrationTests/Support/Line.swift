import CognitoWire
import HTTPTypes
import SyncClient
import Synchronization
import Testing

/// What happens to one request on its way.
enum Fault: String, Hashable, Sendable, CaseIterable {
  /// The service never sees the request.
  case lostRequest
  /// The service acts, and nobody learns of it.
  case lostReply
  /// The service gets the request twice; the second answer arrives.
  case doubled
  /// The service gets the request when everybody believes it lost: after the next one.
  case late
  /// The service is overloaded.
  case refused
}

/// The connection of one device to the service, which may be cut or lose single requests.
final class Line: Sendable {
  /// What a test decides before or after a request, by its number from zero and its operation.
  typealias Moment = @Sendable (_ number: Int, _ operation: String) async throws -> Void

  private struct State {
    var operations: [String] = []
    var resumptions: [String] = []
    var fault: (@Sendable (Int, String) -> Fault?)?
    var faults = 0
    var late: (HTTPRequest, [UInt8])?
    var isCut = false
    var before: Moment?
    var after: Moment?
  }

  private let service: Service
  private let state = Mutex(State())

  init(to service: Service) { self.service = service }

  var transport: Transport {
    Transport(
      send: { [self] request, body throws(TransportError) in try await send(request, body) },
      stream: { [self] request throws(TransportError) in try await stream(request) })
  }

  // MARK: What a test does

  /// The operations sent since the last call.
  func takeOperations() -> [String] {
    state.withLock { state in
      defer { state.operations = [] }
      return state.operations
    }
  }

  /// Where streams were resumed, by `Last-Event-ID`.
  var resumptions: [String] { state.withLock { $0.resumptions } }

  /// How many requests met a fault.
  var faults: Int { state.withLock { $0.faults } }

  func cut() { state.withLock { $0.isCut = true } }

  func mend() { state.withLock { $0.isCut = false } }

  /// Has the request with this number, from now on, meet a fault.
  func fail(_ fault: Fault, at number: Int) {
    state.withLock { state in
      state.operations = []
      state.fault = { present, _ in present == number ? fault : nil }
    }
  }

  /// Has the next request of an operation meet a fault.
  func fail(_ fault: Fault, next operation: String) {
    let isDone = Atomic(false)
    state.withLock { state in
      state.fault = { _, present in
        present == operation && !isDone.exchange(true, ordering: .relaxed) ? fault : nil
      }
    }
  }

  /// Lets all requests through again.
  func heal() { state.withLock { $0.fault = nil } }

  /// Has something happen before each request.
  func before(_ moment: Moment?) { state.withLock { $0.before = moment } }

  /// Has something happen between each action of the service and its answer's arrival.
  func after(_ moment: Moment?) { state.withLock { $0.after = moment } }

  // MARK: What the device does

  private func send(
    _ request: HTTPRequest, _ body: [UInt8]
  ) async throws(TransportError) -> (HTTPResponse, [UInt8]) {
    let (number, operation, fault) = try begin(request)
    await pass(state.withLock(\.before), number, operation)
    switch fault {
    case .lostRequest: throw TransportError(.unreachable, "The request was lost.")
    case .refused: return (HTTPResponse(status: .serviceUnavailable), [])
    case .late:
      state.withLock { $0.late = (request, body) }
      throw TransportError(.interrupted, "The request took too long.")
    case .doubled: _ = try await deliver(request, body)
    case .lostReply, nil: break
    }
    let answer = try await deliver(request, body)
    if let (request, body) = state.withLock({ $0.late.take() }) {
      _ = try await deliver(request, body)
    }
    await pass(state.withLock(\.after), number, operation)
    if fault == .lostReply { throw TransportError(.interrupted, "The answer was lost.") }
    return answer
  }

  private func stream(
    _ request: HTTPRequest
  ) async throws(TransportError) -> (HTTPResponse, AsyncThrowingStream<[UInt8], any Error>) {
    _ = try begin(request)
    if let name = HTTPField.Name("Last-Event-ID"), let id = request.headerFields[name] {
      state.withLock { $0.resumptions.append(id) }
    }
    do {
      guard let (head, parts) = try await service.stream(request) else {
        throw TransportError(.unreachable, "The service does not run.")
      }
      return (head, Self.breaking(parts))
    } catch {
      throw error as? TransportError ?? TransportError(.interrupted, "\(error)")
    }
  }

  private func begin(
    _ request: HTTPRequest
  ) throws(TransportError) -> (number: Int, operation: String, fault: Fault?) {
    let operation = Self.operation(of: request)
    let (number, fault, isCut) = state.withLock { state in
      let number = state.operations.count
      state.operations.append(operation)
      let fault = state.isCut ? nil : state.fault?(number, operation)
      if fault != nil { state.faults += 1 }
      return (number, fault, state.isCut)
    }
    if isCut { throw TransportError(.unreachable, "The line is cut.") }
    return (number, operation, fault)
  }

  private func deliver(
    _ request: HTTPRequest, _ body: [UInt8]
  ) async throws(TransportError) -> (HTTPResponse, [UInt8]) {
    do {
      guard let answer = try await service.answer(request, body) else {
        throw TransportError(.unreachable, "The service does not run.")
      }
      return answer
    } catch {
      throw error as? TransportError ?? TransportError(.interrupted, "\(error)")
    }
  }

  private func pass(_ moment: Moment?, _ number: Int, _ operation: String) async {
    do { try await moment?(number, operation) } catch { Issue.record(error) }
  }

  /// A stream never ends well: either side went away.
  private static func breaking(
    _ parts: AsyncStream<[UInt8]>
  ) -> AsyncThrowingStream<[UInt8], any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
    let relay = Task {
      for await part in parts { continuation.yield(part) }
      continuation.finish(throwing: TransportError(.interrupted, "The stream broke."))
    }
    continuation.onTermination = { _ in relay.cancel() }
    return stream
  }

  private static func operation(of request: HTTPRequest) -> String {
    if let target = request.headerFields[.amazonTarget] {
      return RouteTable.match(target: target)?.operation.rawValue ?? target
    }
    let path = (request.path ?? "").prefix { $0 != "?" }
    return RouteTable.match(method: request.method, rawPath: path)?.operation.rawValue
      ?? String(path)
  }
}
