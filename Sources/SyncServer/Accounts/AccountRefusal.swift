import HTTPTypes

/// A refusal in the words of OAuth 2.0 (RFC 6749, section 5.2).
struct AccountRefusal: Error, Hashable, Sendable {
  var status: HTTPResponse.Status
  var error: String
  var description: String
  var retryAfter: Duration?

  /// A request that cannot be understood.
  static func invalidRequest(_ description: String) -> AccountRefusal {
    AccountRefusal(status: .badRequest, error: "invalid_request", description: description)
  }

  /// A password or refresh token that is no good.
  static func invalidGrant(_ description: String) -> AccountRefusal {
    AccountRefusal(status: .badRequest, error: "invalid_grant", description: description)
  }

  /// One answer for a wrong name and a wrong password, so that nobody learns which names exist.
  static let wrongPassword = invalidGrant("The name or the password is wrong.")

  /// An application that is not known here.
  static let unknownClient = AccountRefusal(
    status: .unauthorized, error: "invalid_client", description: "The client is not known.")

  /// Too many tries.
  static func tooManyAttempts(_ wait: Duration) -> AccountRefusal {
    AccountRefusal(
      status: .tooManyRequests, error: "too_many_attempts",
      description: "Too many attempts. Wait \(HTTPFieldText.seconds(wait)) s and try again.",
      retryAfter: wait)
  }

  /// A fault of the service.
  static let failed = AccountRefusal(
    status: .internalServerError, error: "server_error",
    description: "The service failed. Try again later.")
}
