import CommandProgram
import CognitoWire
import HTTPTypes
import RequestSigning
import SyncClient
import SyncCore

/// Performs operations of a service in its owner's name.
struct Connection: Sendable {
  let transport: Transport
  /// The service's address as the user knows it.
  let place: String
  let region: String
  let credentials: SigningCredentials
  let clock: ServiceClock

  /// Performs one operation.
  ///
  /// A signature refused because of this machine's clock is made again, once, with the time learnt
  /// from the refusal.
  func call<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input
  ) async throws(Failure) -> Operation.Output {
    var (response, body) = try await send(operation, input)
    if response.status.code == 403, learnTime(from: response) {
      (response, body) = try await send(operation, input)
    }
    guard response.status.kind == .successful else {
      throw Failure(
        WireError(
          status: response.status.code, errorType: response.headerFields[.amazonErrorType],
          retryAfter: response.headerFields[.retryAfter], body: body),
        requestID: response.headerFields[.amazonRequestID], at: place)
    }
    do throws(WireError) {
      return try operation.decode(output: body)
    } catch {
      throw Failure(
        message: "The answer of '\(place)' to \(operation.name) cannot be read: \(error.message)",
        hint: "Is it a syncd of this version?")
    }
  }

  private func send<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input
  ) async throws(Failure) -> (HTTPResponse, [UInt8]) {
    let message = operation.encode(input)
    var request = operation.route.request(for: message)
    request.scheme = transport.scheme
    request.authority = transport.authority
    RequestSigner(
      credentials: credentials, region: region, service: operation.route.dialect.signingName
    ).sign(&request, body: message.body, at: clock.time.milliseconds)
    do throws(TransportError) {
      return try await transport.send(request, message.body)
    } catch { throw Failure(error, at: place) }
  }

  private func learnTime(from response: HTTPResponse) -> Bool {
    guard let date = response.headerFields[.date].flatMap(SigningDate.init(http:)) else {
      return false
    }
    return clock.observe(Timestamp(milliseconds: date.seconds * 1_000))
  }
}

extension WireDialect {
  /// The service that signatures are made for (cognito-sync.md 1, 5).
  fileprivate var signingName: String {
    switch self {
    case .sync: "cognito-sync"
    case .identity: "cognito-identity"
    case .analytics: "mobileanalytics"
    }
  }
}
