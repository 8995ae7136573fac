import CognitoWire
import HTTPTypes
import SyncClient
import SyncCore
import Synchronization

/// A service in memory behind a transport: real wire forms, real ledgers, and faults on demand.
final class FakeService: Sendable {
  /// What happens to a request instead of, or after, being carried out.
  enum Fault: Sendable {
    /// Nobody is there.
    case unreachable
    /// It is refused before anything happens.
    case refuse(WireError)
    /// It is carried out, but its answer gets lost.
    case loseAnswer
  }

  struct State: Sendable {
    var ledgers: [DatasetReference: DatasetLedger] = [:]
    /// Identities by login; guests have none.
    var owners: [String: IdentityID] = [:]
    var guests: Set<IdentityID> = []
    var closed: Set<IdentityID> = []
    var calls: [String] = []
    var made = 0
    var tokens = 0
    var spent: Set<String> = []
    var now = Timestamp(milliseconds: 1_800_000_000_000)
    var lifetime: Int64 = 3_600_000
    /// Called with the name of each operation before it is carried out.
    var fault: @Sendable (String) -> Fault? = { _ in nil }
    /// Waited for before each answer.
    var pause: @Sendable (String) async -> Void = { _ in }
    /// Registered devices by platform, token and owner.
    var devices: [RegisterDevice.Input: DeviceID] = [:]
    var subscriptions: Set<DatasetSubscription> = []
    /// Which devices the commits so far named.
    var senders: [DeviceID?] = []
    var streams: [AsyncThrowingStream<[UInt8], any Error>.Continuation] = []
  }

  let state = Mutex(State())
  let pool: IdentityPoolID

  init(pool: IdentityPoolID) { self.pool = pool }

  /// The operations so far, by name.
  var calls: [String] { state.withLock(\.calls) }

  var transport: Transport {
    Transport(
      send: { [self] request, body throws(TransportError) in try await answer(request, body) },
      stream: { [self] request throws(TransportError) in
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
        state.withLock {
          $0.calls.append("SubscribeToEvents \(request.headerFields[.lastEventID] ?? "-")")
          $0.streams.append(continuation)
        }
        return (HTTPResponse(status: .ok), stream)
      })
  }

  /// Reads a dataset as the service has it.
  func ledger(_ identity: IdentityID, _ dataset: String = "GameInfo") -> DatasetLedger? {
    guard let name = DatasetName(dataset) else { return nil }
    return state.withLock {
      $0.ledgers[DatasetReference(pool: pool, identity: identity, name: name)]
    }
  }

  /// Lets another device write.
  func write(
    _ values: [String: String?], to identity: IdentityID, _ dataset: String = "GameInfo"
  ) throws(LedgerError) {
    guard let name = DatasetName(dataset) else { return }
    let reference = DatasetReference(pool: pool, identity: identity, name: name)
    try state.withLock { state throws(LedgerError) in
      var ledger =
        state.ledgers[reference] ?? DatasetLedger(identity: identity, name: name)
      var patches: [RecordPatch] = []
      for (text, value) in values.sorted(by: { $0.key < $1.key }) {
        guard let key = RecordKey(text) else { continue }
        patches.append(
          RecordPatch(
            key: key, value: value, syncCount: ledger.records[key]?.syncCount ?? 0,
            deviceLastModified: state.now))
      }
      _ = try ledger.commit(
        patches, by: "other", at: state.now, datasetCount: 0, limits: SyncLimits())
      state.ledgers[reference] = ledger
    }
  }

  private func answer(
    _ request: HTTPRequest, _ body: [UInt8]
  ) async throws(TransportError) -> (HTTPResponse, [UInt8]) {
    guard let match = Self.match(request) else {
      return refusal(WireError(.unknownOperation, "unknown"))
    }
    let name = match.operation.rawValue
    let (fault, pause) = state.withLock { state in
      state.calls.append(name)
      return (state.fault(name), state.pause)
    }
    await pause(name)
    switch fault {
    case .unreachable: throw TransportError(.unreachable, "nobody is there")
    case .refuse(let error): return refusal(error)
    case .loseAnswer, nil: break
    }
    var message = WireMessage(labels: match.labels, body: body)
    message.query = Self.query(of: request)
    let answer: (HTTPResponse, [UInt8])
    do throws(WireError) {
      let bytes = try state.withLock { state throws(WireError) in
        try state.carryOut(match.operation, message, request, pool: pool)
      }
      answer = (response(200), bytes)
    } catch {
      answer = refusal(error)
    }
    if case .loseAnswer = fault { throw TransportError(.interrupted, "the answer was lost") }
    return answer
  }

  private static func match(_ request: HTTPRequest) -> RouteTable.Match? {
    if let target = request.headerFields[.amazonTarget] { return RouteTable.match(target: target) }
    let path = (request.path ?? "/").prefix { $0 != "?" }
    return RouteTable.match(method: request.method, rawPath: path)
  }

  private static func query(of request: HTTPRequest) -> [WireQueryItem] {
    guard let text = request.path?.split(separator: "?").dropFirst().first else { return [] }
    return text.split(separator: "&").map { item in
      let parts = item.split(separator: "=", maxSplits: 1)
      return WireQueryItem(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }

  private func response(_ status: Int) -> HTTPResponse {
    var response = HTTPResponse(status: .init(code: status))
    response.headerFields[.date] = Self.date(state.withLock(\.now))
    return response
  }

  private func refusal(_ error: WireError) -> (HTTPResponse, [UInt8]) {
    var response = response(error.status)
    response.headerFields[.amazonErrorType] = error.code.rawValue
    if let pause = error.retryAfter {
      response.headerFields[.retryAfter] = String(pause.components.seconds)
    }
    return (response, error.body)
  }

  /// Returns the date of 2027-01-15 and later days of that month, enough for all tests.
  static func date(_ moment: Timestamp) -> String {
    let seconds = moment.milliseconds / 1_000
    let day = seconds / 86_400 - 20_818
    let time = seconds % 86_400
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "Mon, \(two(day)) Jan 2027 \(two(time / 3_600)):\(two(time / 60 % 60)):"
      + "\(two(time % 60)) GMT"
  }
}

extension HTTPField.Name {
  static let lastEventID = HTTPField.Name("Last-Event-ID") ?? .accept
}
