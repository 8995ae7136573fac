import IdentityCore
import SyncCore

/// Decides whether the claims of a token with a good signature are acceptable
/// (cognito-sync.md 3.4, point 3).
struct TokenCheck: Sendable {
  /// The clock difference that is forgiven, in seconds.
  static let tolerance: Int64 = 300
  /// UTF-8 bytes that a user's id may have.
  static let maximumUserLength = 1_024

  /// The login key, which the issuer without its scheme has to be.
  let provider: String
  /// Whether an issuer reached without encryption may call itself so.
  let allowsPlaintext: Bool
  /// The applications that the token may be for.
  let clientIDs: Set<String>

  /// Refuses what another issuer says of itself; a key of this one would not help it.
  func checkIssuer(_ name: String?) throws(LoginError) {
    let spellings =
      [provider, "https://\(provider)"] + (allowsPlaintext ? ["http://\(provider)"] : [])
    guard let name, spellings.contains(where: { $0.isIdentical(to: name) }) else { throw .issuer }
  }

  /// Returns what the token says, or throws why it does not count.
  ///
  /// - Parameter now: Seconds since the epoch.
  func accept(_ claims: [String: ClaimValue], now: Int64) throws(LoginError) -> LoginClaims {
    try checkIssuer(claims.word("iss"))
    let client = try client(of: claims)
    guard let expiry = claims["exp"]?.seconds else { throw .missingClaim("exp") }
    guard expiry + Self.tolerance >= now else { throw .expired(at: expiry, now: now) }
    for name in ["nbf", "iat"] {
      guard let claim = claims[name] else { continue }
      guard let start = claim.seconds else { throw .malformed }
      guard start - Self.tolerance <= now else { throw .notYetValid(at: start, now: now) }
    }
    guard let user = claims.word("sub") else { throw .missingClaim("sub") }
    guard user.utf8.count <= Self.maximumUserLength else { throw .malformed }
    return LoginClaims(user: user, client: client, claims: claims)
  }

  /// Returns the application the token is for: the party it was issued to, if that is told, else
  /// one of its audience.
  private func client(of claims: [String: ClaimValue]) throws(LoginError) -> String {
    if let party = claims["azp"] {
      guard case .text(let party) = party, clientIDs.contains(party) else { throw .audience }
      return party
    }
    let audience: [ClaimValue] =
      switch claims["aud"] {
      case .list(let values): values
      case .some(let value): [value]
      case nil: []
      }
    guard !audience.isEmpty else { throw .missingClaim("aud") }
    for case .text(let client) in audience where clientIDs.contains(client) { return client }
    throw .audience
  }
}
