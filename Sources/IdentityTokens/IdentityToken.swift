import JWTKit

/// What a verified ID token says about its bearer (OpenID Connect Core, section 2).
package struct IdentityToken: Hashable, Sendable {
  /// Who issued it, as a URL.
  package var issuer: String
  /// The issuer's stable id of the user.
  package var subject: String
  /// The client it was made for.
  package var audience: String
  /// When it ends, in seconds since the epoch.
  package var expires: Int64
  /// The name the user goes by, when the issuer tells.
  package var preferredUsername: String?

  /// Creates a token's content from its parts.
  package init(
    issuer: String, subject: String, audience: String, expires: Int64, preferredUsername: String?
  ) {
    self.issuer = issuer
    self.subject = subject
    self.audience = audience
    self.expires = expires
    self.preferredUsername = preferredUsername
  }
}

/// The claims of an ID token as they travel; all optional, since others write them.
struct IdentityClaims: JWTPayload {
  var iss: String?
  var sub: String?
  var aud: AudienceClaim?
  var azp: String?
  var exp: Double?
  var iat: Double?
  var nbf: Double?
  var auth_time: Double?
  var preferred_username: String?

  /// Checks nothing: `IdentityTokenCheck` does, with a clock and a client that it is told.
  func verify(using algorithm: some JWTAlgorithm) {}
}
