import CognitoWire
import IdentityCore

/// Validates access tokens of Login with Amazon by asking Amazon (cognito-sync.md 3.4, point 2).
struct AmazonValidator: Sendable {
  let call: ProviderCall
  let address: ProviderAddress
  /// The configured app id, `amzn1.application…`.
  let appID: String

  /// Returns what Amazon tells about the token.
  func validate(_ token: String) async throws(LoginError) -> LoginClaims {
    let json = try await call.userData(
      address.get("/auth/o2/tokeninfo", query: [("access_token", token)]))
    var claims = [String: ClaimValue](json)
    // Amazon names the application and, since later, its client; the pool may know either.
    guard [claims.word("app_id"), claims.word("aud")].contains(appID) else { throw .audience }
    guard let left = claims["exp"]?.seconds, left > 0, let user = claims.word("user_id"),
      user.utf8.count <= TokenCheck.maximumUserLength
    else { throw .refused }
    claims["aud"] = claims["aud"] ?? .text(appID)
    return LoginClaims(user: user, client: appID, claims: claims)
  }
}
