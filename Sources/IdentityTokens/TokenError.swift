/// Why a token was refused.
package enum TokenError: Error, Hashable, Sendable {
  /// The text is not of the expected form.
  case malformed
  /// The header names an algorithm that its key does not use.
  case algorithm(String)
  /// No key of this id is known.
  case unknownKey
  /// The signature or seal does not match.
  case signature
  /// The token comes from another issuer.
  case issuer
  /// The token was made for another client.
  case audience
  /// A claim that must be there is not.
  case missingClaim(String)
  /// The token ended at this second since the epoch.
  case expired(at: Int64, now: Int64)
  /// The token begins at this second since the epoch.
  case notYetValid(at: Int64, now: Int64)
}

extension TokenError: CustomStringConvertible {
  /// The reason, in the words of cognito-sync.md 3.4.
  package var description: String {
    switch self {
    case .malformed: "Invalid login token. Not a valid OpenId Connect identity token."
    case .algorithm(let name): "Invalid login token. Unsupported algorithm: \(name)"
    case .unknownKey: "Invalid login token. Can't find the key that signed it."
    case .signature: "Invalid login token. Signature doesn't match."
    case .issuer: "Invalid login token. Issuer doesn't match providerName"
    case .audience: "Invalid login token. Incorrect token audience."
    case .missingClaim(let name): "Invalid login token. Missing a required claim: \(name)"
    case .expired(let end, let now): "Invalid login token. Token expired: \(end) >= \(now)"
    case .notYetValid(let start, let now):
      "Invalid login token. Token not yet valid: \(start) <= \(now)"
    }
  }
}
