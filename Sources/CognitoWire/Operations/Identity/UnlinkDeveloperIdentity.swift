package import SyncCore

/// Detaches a developer's user from an identity (cognito-sync.md 3.3, 3.5).
package enum UnlinkDeveloperIdentity: IdentityOperation {
  package static let id = OperationID.unlinkDeveloperIdentity

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The identity.
    package var identity: IdentityID
    /// Its pool.
    package var pool: IdentityPoolID
    /// The name of the developer's provider.
    package var provider: String
    /// The user.
    package var user: String

    /// Creates an input.
    package init(identity: IdentityID, pool: IdentityPoolID, provider: String, user: String) {
      self.identity = identity
      self.pool = pool
      self.provider = provider
      self.user = user
    }
  }

  package typealias Output = NoOutput

  package static func members(of input: Input) -> [JSONMember] {
    [
      JSONMember("DeveloperProviderName", .string(input.provider)),
      JSONMember("DeveloperUserIdentifier", .string(input.user)), .identity(input.identity),
      .pool(input.pool),
    ]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    Input(
      identity: try fields.identityID(), pool: try fields.identityPoolID(),
      provider: try fields.requiredText("DeveloperProviderName", .developerProvider),
      user: try fields.requiredText("DeveloperUserIdentifier", length: 1...1_024))
  }
}
