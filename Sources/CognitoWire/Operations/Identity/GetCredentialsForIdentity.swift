package import SyncCore

/// Hands out an hour's credentials for one identity, linking or merging on the way
/// (cognito-sync.md 3.3, 3.5).
package enum GetCredentialsForIdentity: IdentityOperation {
  package static let id = OperationID.getCredentialsForIdentity

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The identity.
    package var identity: IdentityID
    /// Tokens by provider; none for a guest.
    package var logins: [String: String]
    /// The role wanted among several.
    package var customRole: String?

    /// Creates an input.
    package init(
      identity: IdentityID, logins: [String: String] = [:], customRole: String? = nil
    ) {
      self.identity = identity
      self.logins = logins
      self.customRole = customRole
    }
  }

  /// What the service answers.
  package struct Output: Hashable, Sendable {
    /// The identity that the credentials are for; another than asked for after a merge.
    package var identity: IdentityID
    /// The public half of the key pair.
    package var accessKeyID: String
    /// The secret half; spelled `SecretKey` here, unlike in STS.
    package var secretAccessKey: String
    /// The proof of the session.
    package var sessionToken: String
    /// When the credentials end.
    package var expiration: Timestamp

    /// Creates an output.
    package init(
      identity: IdentityID, accessKeyID: String, secretAccessKey: String, sessionToken: String,
      expiration: Timestamp
    ) {
      self.identity = identity
      self.accessKeyID = accessKeyID
      self.secretAccessKey = secretAccessKey
      self.sessionToken = sessionToken
      self.expiration = expiration
    }
  }

  package static func members(of input: Input) -> [JSONMember] {
    [
      JSONMember("CustomRoleArn", .optional(input.customRole)), .identity(input.identity),
      .logins(input.logins),
    ]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    Input(
      identity: try fields.identityID(), logins: try fields.logins(),
      customRole: try fields.text("CustomRoleArn", length: 20...2_048))
  }

  package static func members(of output: Output) -> [JSONMember] {
    let credentials = JSONValue.object([
      JSONMember("AccessKeyId", .string(output.accessKeyID)),
      JSONMember("Expiration", .milliseconds(output.expiration.milliseconds)),
      JSONMember("SecretKey", .string(output.secretAccessKey)),
      JSONMember("SessionToken", .string(output.sessionToken)),
    ])
    return [JSONMember("Credentials", credentials), .identity(output.identity)]
  }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    guard let credentials = try fields.fields("Credentials") else {
      throw fields.missing("Credentials")
    }
    guard let expiration = try credentials.timestamp("Expiration") else {
      throw credentials.missing("Expiration")
    }
    return Output(
      identity: try fields.identityID(), accessKeyID: try credentials.requiredText("AccessKeyId"),
      secretAccessKey: try credentials.requiredText("SecretKey"),
      sessionToken: try credentials.requiredText("SessionToken"), expiration: expiration)
  }
}
