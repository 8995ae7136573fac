import CognitoWire
import IdentityCore

/// Validates Facebook's access tokens by asking the Graph API (cognito-sync.md 3.4, point 2).
struct FacebookValidator: Sendable {
  let call: ProviderCall
  let address: ProviderAddress
  /// The configured app id.
  let appID: String
  /// The app's secret, with which the token itself need not be used.
  let secret: String?

  /// Returns what Facebook tells about the token.
  ///
  /// - Parameter now: Milliseconds since the epoch.
  func validate(_ token: String, at now: Int64) async throws(LoginError) -> LoginClaims {
    let user: String
    var claims: [String: ClaimValue] = [:]
    if let secret {
      user = try await debug(token, secret: secret, seconds: now / 1_000)
    } else {
      let app = try await asUser(token, "/app")
      guard app.word("id") == appID else { throw .audience }
      claims = try await asUser(token, "/me", ("fields", "id,name"))
      guard let id = claims.word("id") else { throw .invalidAnswer(call.provider) }
      user = id
    }
    guard user.utf8.count <= TokenCheck.maximumUserLength else { throw .refused }
    claims["aud"] = .text(appID)
    claims["sub"] = .text(user)
    return LoginClaims(user: user, client: appID, claims: claims)
  }

  private func asUser(
    _ token: String, _ path: String, _ query: (String, String)...
  ) async throws(LoginError) -> [String: ClaimValue] {
    [String: ClaimValue](
      try await call.userData(address.get(path, query: query + [("access_token", token)])))
  }

  private func debug(
    _ token: String, secret: String, seconds now: Int64
  ) async throws(LoginError) -> String {
    let answer = try await call.userData(
      address.get(
        "/debug_token",
        query: [("input_token", token), ("access_token", "\(appID)|\(secret)")]))
    let data = [String: ClaimValue](answer["data"] ?? .null)
    guard data["is_valid"] == .flag(true), let user = data.word("user_id") else { throw .refused }
    // A token of another kind, such as a page's, does not stand for a person.
    guard data.word("type") ?? "USER" == "USER" else { throw .refused }
    guard data.word("app_id") == appID else { throw .audience }
    let expiry = data["expires_at"]?.seconds ?? 0
    guard expiry == 0 || expiry > now else { throw .expired(at: expiry, now: now) }
    return user
  }
}
