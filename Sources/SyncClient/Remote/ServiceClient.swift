package import CognitoWire
import HTTPTypes
package import RequestSigning
import SyncCore

/// Performs single operations of the service.
package struct ServiceClient: Sendable {
  let transport: Transport
  let region: String
  let clock: ServiceClock

  /// Creates a client of the service behind `transport`.
  package init(transport: Transport, region: String, clock: ServiceClock) {
    self.transport = transport
    self.region = region
    self.clock = clock
  }

  /// Performs one operation, signed if there are credentials.
  ///
  /// A signature refused because of this device's clock is made again, once, with the time learnt
  /// from the refusal.
  package func call<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input,
    signedBy credentials: SigningCredentials? = nil
  ) async throws(SyncError) -> Operation.Output {
    let message = Operation.encode(input)
    do throws(SyncError) {
      return try await exchange(operation, message, credentials)
    } catch {
      guard credentials != nil, error.wire?.isAboutTime == true, clock.wasCorrected(by: error)
      else { throw error }
      return try await exchange(operation, message, credentials)
    }
  }

  /// Opens a stream for an operation whose answer is one.
  func stream<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input, lastEventID: String?,
    signedBy credentials: SigningCredentials
  ) async throws(SyncError) -> AsyncThrowingStream<[UInt8], any Error> {
    var request = request(for: Operation.route, Operation.encode(input), credentials)
    request.headerFields[.accept] = "text/event-stream"
    request.headerFields[.lastEventID] = lastEventID
    let response: HTTPResponse
    let body: AsyncThrowingStream<[UInt8], any Error>
    do throws(TransportError) {
      (response, body) = try await transport.stream(request)
    } catch {
      throw SyncError(error)
    }
    observe(response)
    guard response.status.code == 200 else {
      throw SyncError(refusal(response, await body.collected(upTo: 65_536)))
    }
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
    let wasCorrected = observe(response)
    guard response.status.code == 200 else {
      var error = SyncError(refusal(response, body))
      if wasCorrected, let wire = error.wire {
        error.cause = ClockRefusal(refusal: wire)
      }
      throw error
    }
    do throws(WireError) {
      return try Operation.decode(output: body)
    } catch {
      throw SyncError(
        .malformedAnswer, "The service's answer to \(Operation.name) cannot be read.", cause: error)
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

  private func refusal(_ response: HTTPResponse, _ body: [UInt8]) -> WireError {
    WireError(
      status: response.status.code, errorType: response.headerFields[.amazonErrorType],
      retryAfter: response.headerFields[.retryAfter], body: body)
  }
}

/// A refusal whose answer showed that this device's clock was wrong.
private struct ClockRefusal: Error {
  var refusal: WireError
}

extension ServiceClock {
  fileprivate func wasCorrected(by error: SyncError) -> Bool { error.cause is ClockRefusal }
}

extension SyncError {
  /// The service's refusal beneath this failure.
  var wire: WireError? { (cause as? ClockRefusal)?.refusal ?? cause as? WireError }
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
