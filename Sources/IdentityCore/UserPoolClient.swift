/// A Cognito user pool that an identity pool trusts (cognito-sync.md 3.2, "CognitoIdentityProvider").
package struct UserPoolClient: Hashable, Sendable {
  /// The key in `Logins`, `cognito-idp.REGION.amazonaws.com/USERPOOLID`.
  package var providerName: String
  /// The application the tokens have to be for.
  package var clientID: String
  /// Whether signed-out and disabled users are refused.
  package var checksTokenOnServer: Bool

  /// Creates a client from its parts.
  package init(providerName: String, clientID: String, checksTokenOnServer: Bool = false) {
    self.providerName = providerName
    self.clientID = clientID
    self.checksTokenOnServer = checksTokenOnServer
  }
}
