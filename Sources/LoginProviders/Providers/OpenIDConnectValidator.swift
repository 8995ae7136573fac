import IdentityCore

/// Validates ID tokens by the published keys of their issuer (cognito-sync.md 3.4, point 3).
struct OpenIDConnectValidator: Sendable {
  let issuer: Issuer
  /// The applications that the token may be for.
  let clientIDs: Set<String>
  let keys: IssuerKeys

  /// Returns what the token says.
  ///
  /// - Parameter now: Milliseconds since the epoch.
  func validate(_ text: String, at now: Int64) async throws(LoginError) -> LoginClaims {
    let token = try SignedToken(text)
    let check = TokenCheck(
      provider: issuer.provider, allowsPlaintext: !issuer.address.isSecure, clientIDs: clientIDs)
    try check.checkIssuer(token.claims.word("iss"))
    try await verify(token, at: now)
    return try check.accept(token.claims, now: now / 1_000)
  }

  private func verify(_ token: SignedToken, at now: Int64) async throws(LoginError) {
    let known = try await keys.keys(for: token, of: issuer, at: now)
    do throws(LoginError) {
      try known.verify(token)
    } catch {
      guard error == .signature, token.keyID == nil,
        let new = try await keys.newKeys(of: issuer, at: now)
      else { throw error }
      try new.verify(token)
    }
  }
}
