package import CognitoWire
import HTTPTypes
package import RequestSigning
import SyncCore

/// Performs single operations of the service.
///
/// All that is ever repeated by itself is repeated here, as `Repetition` allows, except for the
/// requests of a session, which counts its own.
package struct ServiceClient: Sendable {
  let transport: Transport
  let region: String
  let clock: ServiceClock
  let environment: SyncEnvironment
  /// How often a request is repeated after passing faults.
  var repetitions = Repetition().limit

  /// Creates a client of the service behind `transport`.
  package init(
    transport: Transport, region: String, clock: ServiceClock,
    environment: SyncEnvironment = .system
  ) {
    self.transport = transport
    self.region = region
    self.clock = clock
    self.environment = environment
  }

  /// Performs one operation, signed if there are credentials.
  package func call<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input,
    signedBy credentials: SigningCredentials? = nil
  ) async throws(SyncError) -> Operation.Output {
    let message = Operation.encode(input)
    return try await repeating(credentials, atMost: repetitions) { () throws(SyncError) in
      try await exchange(operation, message, credentials)
    }
  }

  /// Opens a stream for an operation whose answer is one.
  ///
  /// Whoever follows a stream opens it again for other reasons too, and decides when.
  func stream<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input, lastEventID: String?,
    signedBy credentials: SigningCredentials
  ) async throws(SyncError) -> AsyncThrowingStream<[UInt8], any Error> {
    let message = Operation.encode(input)
    return try await repeating(credentials, atMost: 0) { () throws(SyncError) in
      try await open(operation, message, lastEventID: lastEventID, credentials)
    }
  }

  /// Repeats a request after passing faults, and once after a refusal that corrected the clock.
  private func repeating<Answer>(
    _ credentials: SigningCredentials?, atMost limit: Int,
    _ attempt: () async throws(SyncError) -> Answer
  ) async throws(SyncError) -> Answer {
    var repetition = Repetition(limit: limit)
    var mayCorrectClock = credentials != nil
    while true {
      do throws(SyncError) {
        return try await attempt()
      } catch {
        if mayCorrectClock, error.isAboutCorrectedClock {
          mayCorrectClock = false
          continue
        }
        guard let pause = repetition.next(after: RemoteFailure(error)) else { throw error }
        try await wait(pause)
      }
    }
  }

  private func wait(_ pause: Repetition.Pause) async throws(SyncError) {
    do {
      try await environment.sleep(environment.draw(atLeast: pause.least, atMost: pause.most))
    } catch {
      throw SyncError(.cancelled, "The request was cancelled.", cause: error)
    }
  }

  private func open<Operation: WireOperation>(
    _ operation: Operation.Type, _ message: WireMessage, lastEventID: String?,
    _ credentials: SigningCredentials
  ) async throws(SyncError) -> AsyncThrowingStream<[UInt8], any Error> {
    var request = request(for: Operation.route, message, credentials)
    request.headerFields[.accept] = "text/event-stream"
    request.headerFields[.lastEventID] = lastEventID
    let response: HTTPResponse
    let body: AsyncThrowingStream<[UInt8], any Error>
    do throws(TransportError) {
      (response, body) = try await transport.stream(request)
    } catch {
      throw SyncError(error)
    }
    let refusal = response.status.code == 200 ? [] : await body.collected(upTo: 65_536)
    try accept(ServiceAnswer(stream: response, refusal), of: response)
    return body
  }

  private func exchange<Operation: WireOperation>(
    _ operation: Operation.Type, _ message: WireMessage, _ credentials: SigningCredentials?
  ) async throws(SyncError) -> Operation.Output {
    let request = request(for: Operation.route, message, credentials)
    let response: HTTPResponse
    let body: [UInt8]
    do throws(TransportError) {
      (response, body) = try await transport.send(request, message.body)
    } catch {
      throw SyncError(error)
    }
    try accept(ServiceAnswer(response, body), of: response)
    do throws(WireError) {
      return try Operation.decode(output: body)
    } catch {
      throw SyncError(
        .malformedAnswer, "The service's answer to \(Operation.name) cannot be read.",
        retry: .backoff, cause: error)
    }
  }

  /// Throws unless an answer is good, and learns the time from whatever the service says.
  private func accept(_ answer: ServiceAnswer, of response: HTTPResponse) throws(SyncError) {
    switch answer {
    case .success: observe(response)
    case .redirection(let target):
      throw .redirected(to: target, from: transport.authority)
    case .strange: throw .notTheService(response, at: transport.authority)
    case .refusal(let refusal):
      var error = SyncError(refusal)
      if observe(response) { error.cause = ClockRefusal(refusal: refusal) }
      throw error
    }
  }

  private func request(
    for route: Route, _ message: WireMessage, _ credentials: SigningCredentials?
  ) -> HTTPRequest {
    var request = route.request(for: message)
    request.scheme = transport.scheme
    request.authority = transport.authority
    if let credentials {
      RequestSigner(credentials: credentials, region: region, service: "cognito-sync")
        .sign(&request, body: message.body, at: clock.time.milliseconds)
    }
    return request
  }

  @discardableResult
  private func observe(_ response: HTTPResponse) -> Bool {
    guard let date = response.headerFields[.date].flatMap(SigningDate.init(http:)) else {
      return false
    }
    return clock.observe(Timestamp(milliseconds: date.seconds * 1_000))
  }
}

/// A refusal whose answer showed that this device's clock was wrong.
private struct ClockRefusal: Error {
  var refusal: WireError
}

extension SyncError {
  /// The service's refusal beneath this failure.
  var wire: WireError? { (cause as? ClockRefusal)?.refusal ?? cause as? WireError }

  /// Tells whether a signature was refused for its time, and another one may be accepted now.
  fileprivate var isAboutCorrectedClock: Bool {
    (cause as? ClockRefusal)?.refusal.isAboutTime ?? false
  }
}

extension WireError {
  /// Tells whether the signature was refused for its time, or may have been.
  fileprivate var isAboutTime: Bool {
    switch code.rawValue {
    case "InvalidSignatureException", "SignatureDoesNotMatch", "RequestTimeTooSkewed",
      "RequestExpired":
      true
    case _: false
    }
  }

  /// Tells whether other credentials of the same identity may be accepted.
  var isAboutCredentials: Bool {
    switch code {
    case .expiredToken, .unrecognizedClient: true
    case _: false
    }
  }
}

extension HTTPField.Name {
  /// `Last-Event-ID`, where a stream of events is resumed.
  fileprivate static let lastEventID = HTTPField.Name("Last-Event-ID")
}

extension HTTPFields {
  fileprivate subscript(name: HTTPField.Name?) -> String? {
    get { name.flatMap { self[$0] } }
    set { if let name { self[name] = newValue } }
  }
}

extension AsyncThrowingStream where Element == [UInt8] {
  /// Returns what arrives of a short body before it ends, fails or exceeds the limit.
  fileprivate func collected(upTo limit: Int) async -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      for try await chunk in self {
        bytes += chunk
        guard bytes.count < limit else { break }
      }
    } catch {
      return bytes
    }
    return bytes
  }
}
