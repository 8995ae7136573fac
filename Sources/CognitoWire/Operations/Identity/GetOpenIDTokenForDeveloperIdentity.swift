package import SyncCore

/// Hands a developer's backend the proof of a user's identity (cognito-sync.md 3.3, 3.6).
package enum GetOpenIDTokenForDeveloperIdentity: IdentityOperation {
  package static let id = OperationID.getOpenIDTokenForDeveloperIdentity

  /// Seconds a token may be valid.
  package static let durations = 1...86_400

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// The identity to which the user is linked; nothing finds or makes one.
    package var identity: IdentityID?
    /// The developer's user by the name of the developer's provider, and tokens by provider.
    package var logins: [String: String]
    /// Session tags for the credentials.
    package var principalTags: [String: String]
    /// Seconds for which the token is valid; nothing leaves it to the service.
    package var duration: Int?

    /// Creates an input.
    package init(
      pool: IdentityPoolID, identity: IdentityID? = nil, logins: [String: String],
      principalTags: [String: String] = [:], duration: Int? = nil
    ) {
      self.pool = pool
      self.identity = identity
      self.logins = logins
      self.principalTags = principalTags
      self.duration = duration
    }
  }

  package typealias Output = OpenIDToken

  package static func members(of input: Input) -> [JSONMember] {
    [
      .identity(input.identity), .pool(input.pool), JSONMember("Logins", .map(input.logins)),
      JSONMember("PrincipalTags", .present(input.principalTags)),
      JSONMember("TokenDuration", input.duration.map { .integer(Int64($0)) } ?? .null),
    ]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    Input(
      pool: try fields.identityPoolID(), identity: try fields.optionalIdentityID(),
      logins: try fields.requiredLogins(), principalTags: try fields.principalTags(),
      duration: try fields.integer("TokenDuration", in: durations))
  }

  package static func members(of output: Output) -> [JSONMember] { output.members }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    try OpenIDToken(fields: fields)
  }
}

extension WireFields {
  /// Returns session tags, or claims by the tags they fill, empty if there are none
  /// (cognito-sync.md 3.2, "PrincipalTags").
  func principalTags() throws(WireError) -> [String: String] {
    try textMap("PrincipalTags", entries: 50, keys: 1...128, values: 1...256)
  }
}
