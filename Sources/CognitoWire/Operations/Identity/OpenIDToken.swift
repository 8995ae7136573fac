package import SyncCore

/// A proof of who somebody is, and of what identity (cognito-sync.md 3.7).
package struct OpenIDToken: Hashable, Sendable {
  /// The identity that the token is for; another than asked for after a merge.
  package var identity: IdentityID
  /// The token, a JSON web token.
  package var token: String

  /// Creates a token from its parts.
  package init(identity: IdentityID, token: String) {
    self.identity = identity
    self.token = token
  }

  /// The members of an answer.
  var members: [JSONMember] { [.identity(identity), JSONMember("Token", .string(token))] }

  /// Creates the token in an answer.
  init(fields: WireFields) throws(WireError) {
    self.init(identity: try fields.identityID(), token: try fields.requiredText("Token"))
  }
}
