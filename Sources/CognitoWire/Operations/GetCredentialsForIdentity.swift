package import SyncCore

/// Hands out an hour's credentials for one identity, linking or merging on the way
/// (cognito-sync.md 3.3, 3.5).
package enum GetCredentialsForIdentity: WireOperation {
  package static let id = OperationID.getCredentialsForIdentity
  package static let route = Route.target("AWSCognitoIdentityService.GetCredentialsForIdentity")

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

  package static func encode(_ input: Input) -> WireMessage {
    var members: [JSONMember] = []
    if let role = input.customRole { members.append(JSONMember("CustomRoleArn", .string(role))) }
    members.append(JSONMember("IdentityId", .string(input.identity.rawValue)))
    if !input.logins.isEmpty { members.append(JSONMember("Logins", .map(input.logins))) }
    return WireMessage(body: JSONWriter.write(.object(members)))
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    let fields = try WireFields(body: message.body, dialect: .identity)
    return Input(
      identity: try fields.identityID(), logins: try fields.logins(),
      customRole: try fields.text("CustomRoleArn", length: 20...2_048))
  }

  package static func encode(_ output: Output) -> [UInt8] {
    let credentials = JSONValue.object([
      JSONMember("AccessKeyId", .string(output.accessKeyID)),
      JSONMember("Expiration", .milliseconds(output.expiration.milliseconds)),
      JSONMember("SecretKey", .string(output.secretAccessKey)),
      JSONMember("SessionToken", .string(output.sessionToken)),
    ])
    return JSONWriter.write(
      .object([
        JSONMember("Credentials", credentials),
        JSONMember("IdentityId", .string(output.identity.rawValue)),
      ]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    let fields = try WireFields(body: body, dialect: .identity)
    let credentials = WireFields(fields.json["Credentials"] ?? .null, dialect: .identity)
    guard let expiration = try credentials.timestamp("Expiration") else {
      throw credentials.violation("null", at: "Expiration", "Member must not be null")
    }
    return Output(
      identity: try fields.identityID(), accessKeyID: try credentials.requiredText("AccessKeyId"),
      secretAccessKey: try credentials.requiredText("SecretKey"),
      sessionToken: try credentials.requiredText("SessionToken"), expiration: expiration)
  }
}
