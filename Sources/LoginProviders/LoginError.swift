package import CognitoWire
import IdentityCore

/// Why a login was not accepted (cognito-sync.md 3.4).
///
/// | Refusal | Code | Message |
/// |---|---|---|
/// | `providerNotSupported` | NotAuthorized | `Token is not from a supported provider of…` |
/// | `refused` | NotAuthorized | `Invalid login token.` |
/// | all about the token | NotAuthorized | `Invalid login token. …` |
/// | `unreachable`, `invalidAnswer`, `noValidator` | ExternalService | names the provider |
package enum LoginError: Error, Hashable, Sendable {
  /// The pool does not know the provider.
  case providerNotSupported
  /// The provider, or a check of one's own, says that the token is no good.
  case refused
  /// The text is no signed token.
  case malformed
  /// The header names an algorithm that is not accepted, or not one of its key.
  case algorithm(String)
  /// The issuer has no such key.
  case unknownKey
  /// The signature does not match.
  case signature
  /// The token comes from another issuer.
  case issuer
  /// The token was made for another application.
  case audience
  /// A claim that must be there is not.
  case missingClaim(String)
  /// The token ended at this second since the epoch.
  case expired(at: Int64, now: Int64)
  /// The token begins at this second since the epoch.
  case notYetValid(at: Int64, now: Int64)
  /// The provider does not answer, or is busy.
  case unreachable(String)
  /// The provider answers something else than it documents.
  case invalidAnswer(String)
  /// Nothing here can check tokens of the provider.
  case noValidator(String)

  /// The code on the wire.
  package var code: WireErrorCode {
    switch self {
    case .providerNotSupported, .refused, .malformed, .algorithm, .unknownKey, .signature,
      .issuer, .audience, .missingClaim, .expired, .notYetValid:
      .notAuthorized
    case .unreachable, .invalidAnswer, .noValidator: .externalService
    }
  }

  /// The text clients see, as documented where it is.
  package var message: String {
    switch self {
    case .providerNotSupported: IdentityError.providerNotSupported.message
    case .refused: "Invalid login token."
    case .malformed: "Invalid login token. Not a valid OpenId Connect identity token."
    case .algorithm(let name): "Invalid login token. Unsupported algorithm: \(name.prefix(16))"
    case .unknownKey: "Invalid login token. Can't find the key that signed it."
    case .signature: "Invalid login token. Signature doesn't match."
    case .issuer: "Invalid login token. Issuer doesn't match providerName"
    case .audience: "Invalid login token. Incorrect token audience."
    case .missingClaim(let name): "Invalid login token. Missing a required claim: \(name)"
    case .expired(let end, let now): "Invalid login token. Token expired: \(end) >= \(now)"
    case .notYetValid(let start, let now):
      "Invalid login token. Token not yet valid: \(start) <= \(now)"
    case .unreachable(let provider): "The identity provider '\(provider)' cannot be reached."
    case .invalidAnswer(let provider):
      "The identity provider '\(provider)' gave an answer that cannot be understood."
    case .noValidator(let provider):
      "This service cannot check tokens of the identity provider '\(provider)'."
    }
  }

  /// The refusal for a caller of Cognito Identity.
  package var refusal: WireError { WireError(code, message, in: .identity) }
}
