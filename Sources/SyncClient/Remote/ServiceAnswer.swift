import CognitoWire
import HTTPTypes

/// What an answer is, before anything in it is believed.
///
/// Between a device and its service are proxies, gateways and the sign-in pages of networks. What
/// they say must neither count as success nor as the service's word that something is gone.
enum ServiceAnswer {
  /// The service did what was asked for.
  case success
  /// The service, or the gateway before it, refused.
  case refusal(WireError)
  /// The address leads elsewhere, to this place if it was named.
  case redirection(to: String?)
  /// Something else answered.
  case strange

  /// Judges a whole answer.
  init(_ response: HTTPResponse, _ body: [UInt8]) {
    let status = response.status.code
    if status == 200 {
      self = Self.isObject(response, body) ? .success : .strange
    } else {
      self = Self.failure(response, body)
    }
  }

  /// Judges the head of a stream of events; a refusal is judged with its body.
  init(stream response: HTTPResponse, _ body: [UInt8]) {
    if response.status.code == 200 {
      let type = response.headerFields[.contentType]
      self = type.map { $0.contains("text/event-stream") } ?? true ? .success : .strange
    } else {
      self = Self.failure(response, body)
    }
  }

  private static func failure(_ response: HTTPResponse, _ body: [UInt8]) -> ServiceAnswer {
    let status = response.status.code
    if (300..<400).contains(status) { return .redirection(to: response.headerFields[.location]) }
    let type = response.headerFields[.amazonErrorType]
    let refusal = WireError(
      status: status, errorType: type, retryAfter: response.headerFields[.retryAfter], body: body)
    // A gateway that finds the service down or overrun speaks for it; 511 is a network's sign-in.
    let speaksForService = status == 429 || status >= 500 && status != 511
    let isNamed = status >= 400 && (type != nil || names(body))
    return isNamed || speaksForService ? .refusal(refusal) : .strange
  }

  /// Tells whether a body is the JSON object of a refusal.
  private static func names(_ body: [UInt8]) -> Bool {
    guard let json = try? JSONReader.read(body) else { return false }
    return ["__type", "code", "Code", "message", "Message"].contains { name in
      if case .string = json[name] { true } else { false }
    }
  }

  /// Tells whether a body may be a JSON object; the service may also leave out an empty one.
  private static func isObject(_ response: HTTPResponse, _ body: [UInt8]) -> Bool {
    if let type = response.headerFields[.contentType], !type.contains("json") { return false }
    let first = body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard let first else { return response.headerFields[.amazonRequestID] != nil }
    return first == UInt8(ascii: "{")
  }
}

extension SyncError {
  /// Says that something else than the service answered.
  static func notTheService(_ response: HTTPResponse, at place: String) -> SyncError {
    SyncError(
      .notTheService,
      "What answers at '\(place)' is not the service (status \(response.status.code)). If this "
        + "network wants a sign-in, open a page in a browser first.", retry: .backoff)
  }

  /// Says that the service's address leads elsewhere.
  static func redirected(to target: String?, from place: String) -> SyncError {
    let target = target.map { " to '\($0)'" } ?? ""
    return SyncError(
      .redirected,
      "'\(place)' leads\(target) instead of answering. Either this network wants a sign-in, or the "
        + "service has another address.", retry: .backoff)
  }
}
