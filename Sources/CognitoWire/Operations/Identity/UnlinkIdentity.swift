package import SyncCore

/// Detaches logins from an identity (cognito-sync.md 3.3, 3.5).
package enum UnlinkIdentity: IdentityOperation {
  package static let id = OperationID.unlinkIdentity

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The identity.
    package var identity: IdentityID
    /// Tokens by provider, at least one of a linked login.
    package var logins: [String: String]
    /// The providers whose logins are detached.
    package var loginsToRemove: [String]

    /// Creates an input.
    package init(identity: IdentityID, logins: [String: String], loginsToRemove: [String]) {
      self.identity = identity
      self.logins = logins
      self.loginsToRemove = loginsToRemove
    }
  }

  package typealias Output = NoOutput

  package static func members(of input: Input) -> [JSONMember] {
    [
      .identity(input.identity), JSONMember("Logins", .map(input.logins)),
      JSONMember("LoginsToRemove", .texts(input.loginsToRemove)),
    ]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    guard fields.json["LoginsToRemove"] != nil else { throw fields.missing("LoginsToRemove") }
    return Input(
      identity: try fields.identityID(), logins: try fields.requiredLogins(),
      loginsToRemove: try fields.texts("LoginsToRemove", length: 1...128))
  }
}
