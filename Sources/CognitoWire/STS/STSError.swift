/// A refusal in the query protocol (cognito-sync.md 3.9).
package struct STSError: Error, Hashable, Sendable {
  /// The kinds of refusals.
  package enum Code: String, CaseIterable, Hashable, Sendable {
    /// A token that cannot be read or was not issued by us.
    case invalidIdentityToken = "InvalidIdentityToken"
    /// A token past its time.
    case expiredToken = "ExpiredTokenException"
    /// A provider that takes its token back.
    case rejectedClaim = "IDPRejectedClaim"
    /// A provider that cannot be reached; the caller may try again.
    case providerUnreachable = "IDPCommunicationError"
    /// A session policy that is no policy.
    case malformedPolicyDocument = "MalformedPolicyDocument"
    /// Session policies and tags larger than a session can carry.
    case packedPolicyTooLarge = "PackedPolicyTooLarge"
    /// A region that is switched off.
    case regionDisabled = "RegionDisabledException"
    /// A missing role, or one that does not trust the token.
    case accessDenied = "AccessDenied"
    /// A violated constraint.
    case validation = "ValidationError"
    /// An operation nobody offers.
    case invalidAction = "InvalidAction"
    /// Too many requests in too short a time.
    case throttling = "Throttling"
    /// A fault of the service.
    case internalFailure = "InternalFailure"

    /// The HTTP status.
    package var status: Int {
      switch self {
      case .rejectedClaim, .regionDisabled, .accessDenied: 403
      case .internalFailure: 500
      case .invalidIdentityToken, .expiredToken, .providerUnreachable, .malformedPolicyDocument,
        .packedPolicyTooLarge, .validation, .invalidAction, .throttling:
        400
      }
    }
  }

  static let namespace = "https://sts.amazonaws.com/doc/\(AssumeRoleWithWebIdentity.version)/"

  /// What kind of refusal.
  package var code: Code
  /// A sentence for the developer of the app.
  package var message: String

  /// Creates a refusal.
  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The documented refusal of a role that is missing or does not trust the token.
  package static let notAuthorized = STSError(
    .accessDenied, "Not authorized to perform sts:AssumeRoleWithWebIdentity")

  /// Returns the body that carries this refusal.
  package func body(requestID: String) -> [UInt8] {
    let error = XMLElement("Error") {
      XMLElement("Type", code == .internalFailure ? "Receiver" : "Sender")
      XMLElement("Code", code.rawValue)
      XMLElement("Message", message)
    }
    let response = XMLElement("ErrorResponse", namespace: Self.namespace) {
      error
      XMLElement("RequestId", requestID)
    }
    return response.document
  }
}
