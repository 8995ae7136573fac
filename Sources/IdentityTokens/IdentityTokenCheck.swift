import JWTKit

/// Decides whether the claims of a token with a good signature are acceptable
/// (cognito-sync.md 3.4, point 3).
struct IdentityTokenCheck {
  /// The clock difference that is forgiven, in seconds.
  static let tolerance: Int64 = 300

  /// The issuer that must have made the token.
  var issuer: String
  /// The clients it may have been made for.
  var clientIDs: Set<String>
  /// Seconds since the epoch.
  var now: Int64

  func accept(_ claims: IdentityClaims) throws(TokenError) -> IdentityToken {
    guard claims.iss == issuer else { throw .issuer }
    guard let subject = claims.sub, !subject.isEmpty else { throw .missingClaim("sub") }
    guard let client = try client(of: claims) else { throw .audience }
    guard let expiry = claims.exp.flatMap(Self.seconds) else { throw .missingClaim("exp") }
    guard expiry + Self.tolerance >= now else { throw .expired(at: expiry, now: now) }
    for start in [claims.iat, claims.nbf].compactMap({ $0.flatMap(Self.seconds) })
    where start - Self.tolerance > now {
      throw .notYetValid(at: start, now: now)
    }
    return IdentityToken(
      issuer: issuer, subject: subject, audience: client, expires: expiry,
      preferredUsername: claims.preferred_username)
  }

  private func client(of claims: IdentityClaims) throws(TokenError) -> String? {
    if let party = claims.azp { return clientIDs.contains(party) ? party : nil }
    guard let audience = claims.aud?.value, !audience.isEmpty else { throw .missingClaim("aud") }
    return audience.first(where: clientIDs.contains)
  }

  /// Returns whole seconds, or nothing for a time no clock will show.
  private static func seconds(_ value: Double) -> Int64? {
    (0..<1e12).contains(value) ? Int64(value) : nil
  }
}
