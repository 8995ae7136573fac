package import SyncCore

/// Hands out ten minutes' proof of an identity for the basic flow, linking or merging on the way
/// (cognito-sync.md 3.3, 3.7).
package enum GetOpenIDToken: IdentityOperation {
  package static let id = OperationID.getOpenIDToken

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The identity.
    package var identity: IdentityID
    /// Tokens by provider; none for a guest.
    package var logins: [String: String]

    /// Creates an input.
    package init(identity: IdentityID, logins: [String: String] = [:]) {
      self.identity = identity
      self.logins = logins
    }
  }

  package typealias Output = OpenIDToken

  package static func members(of input: Input) -> [JSONMember] {
    [.identity(input.identity), .logins(input.logins)]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    Input(identity: try fields.identityID(), logins: try fields.logins())
  }

  package static func members(of output: Output) -> [JSONMember] { output.members }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    try OpenIDToken(fields: fields)
  }
}
