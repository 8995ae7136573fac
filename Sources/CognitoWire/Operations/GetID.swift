package import SyncCore

/// Finds or makes the identity of a user, or makes one for a guest (cognito-sync.md 3.3, 3.5).
package enum GetID: WireOperation {
  package static let id = OperationID.getID
  package static let route = Route.target("AWSCognitoIdentityService.GetId")

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The account said to own the pool; legacy.
    package var accountID: String?
    /// The pool.
    package var pool: IdentityPoolID
    /// Tokens by provider; none for a guest.
    package var logins: [String: String]

    /// Creates an input.
    package init(accountID: String? = nil, pool: IdentityPoolID, logins: [String: String] = [:]) {
      self.accountID = accountID
      self.pool = pool
      self.logins = logins
    }
  }

  package typealias Output = IdentityID

  package static func encode(_ input: Input) -> WireMessage {
    var members: [JSONMember] = []
    if let account = input.accountID { members.append(JSONMember("AccountId", .string(account))) }
    members.append(JSONMember("IdentityPoolId", .string(input.pool.rawValue)))
    if !input.logins.isEmpty { members.append(JSONMember("Logins", .map(input.logins))) }
    return WireMessage(body: JSONWriter.write(.object(members)))
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    let fields = try WireFields(body: message.body, dialect: .identity)
    return Input(
      accountID: try fields.text("AccountId", length: 1...15), pool: try fields.identityPoolID(),
      logins: try fields.logins())
  }

  package static func encode(_ output: Output) -> [UInt8] {
    JSONWriter.write(.object([JSONMember("IdentityId", .string(output.rawValue))]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    try WireFields(body: body, dialect: .identity).identityID()
  }
}
