import CognitoWire
import HTTPTypes
import SyncCore

/// Answers the query protocol: AssumeRoleWithWebIdentity, the last step of the basic flow
/// (cognito-sync.md 3.9).
struct STSEndpoint: Sendable {
  let sessions: WebIdentitySessions
  let throttle: RequestThrottle

  /// Tells whether a request speaks this protocol: a form, or a query that names an action.
  static func isAddressed(by head: HTTPRequest) -> Bool {
    guard head.rawPath == "/", head.headerFields[.amazonTarget] == nil else { return false }
    switch head.method {
    case .get: return head.rawQuery.split(separator: "&").contains { $0.hasPrefix("Action=") }
    case .post:
      return head.headerFields[.contentType]?.lowercased()
        .hasPrefix("application/x-www-form-urlencoded") == true
    default: return false
    }
  }

  /// Answers one request.
  func answer(_ exchange: Exchange, requestID: String) async -> Answer {
    do throws(STSError) {
      let form = try form(of: exchange)
      guard form.action == AssumeRoleWithWebIdentity.action else {
        throw STSError(
          .invalidAction,
          "Could not find operation \(form.action ?? "") for version \(form["Version"] ?? "").")
      }
      let input = try AssumeRoleWithWebIdentity.decode(form)
      if let wait = throttle.wait(
        address: exchange.address, now: exchange.now.milliseconds)
      {
        return Self.refusal(
          STSError(.throttling, "Rate exceeded"), retryAfter: wait, requestID: requestID)
      }
      let output = try await sessions.assume(input, exchange)
      return Self.xml(
        AssumeRoleWithWebIdentity.encode(output, requestID: requestID), status: .ok)
    } catch { return Self.refusal(error, requestID: requestID) }
  }

  /// Returns the answer to a request whose body could not be read.
  static func refusal(_ error: WireError, requestID: String) -> Answer {
    let code: STSError.Code =
      switch error.code {
      case .tooManyRequests: .throttling
      case .internalError: .internalFailure
      case _: .validation
      }
    return refusal(
      STSError(code, error.message), retryAfter: error.retryAfter, requestID: requestID)
  }

  private static func refusal(
    _ error: STSError, retryAfter: Duration? = nil, requestID: String
  ) -> Answer {
    var answer = xml(
      error.body(requestID: requestID), status: HTTPResponse.Status(code: error.code.status))
    if let retryAfter { answer.fields[.retryAfter] = HTTPFieldText.seconds(retryAfter) }
    return answer
  }

  private static func xml(_ body: [UInt8], status: HTTPResponse.Status) -> Answer {
    Answer(status: status, contentType: "text/xml", body: body, fields: [.cacheControl: "no-store"])
  }

  private func form(of exchange: Exchange) throws(STSError) -> QueryForm {
    let form =
      exchange.head.method == .get
      ? QueryForm(query: exchange.head.rawQuery) : QueryForm(body: exchange.body)
    guard let form else {
      throw STSError(.validation, "The parameters are not properly encoded.")
    }
    return form
  }
}
