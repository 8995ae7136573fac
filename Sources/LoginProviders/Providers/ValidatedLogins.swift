package import IdentityCore

/// What the valid tokens of one call come to (cognito-sync.md 3.4).
package struct ValidatedLogins: Hashable, Sendable {
  /// The users somebody has proved to be.
  package var logins: Set<Login>
  /// What their tokens say, by login key.
  package var claims: [String: LoginClaims]
  /// What one of the service's own tokens says, if there is one.
  package var token: CognitoToken?

  /// Creates logins from their parts; nobody by default.
  package init(
    logins: Set<Login> = [], claims: [String: LoginClaims] = [:], token: CognitoToken? = nil
  ) {
    self.logins = logins
    self.claims = claims
    self.token = token
  }

  /// What one of the service's own tokens proves, if there is one.
  package var proof: IdentityProof? { token?.proof }
}
