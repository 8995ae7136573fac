package import SyncCore

/// Merges the identities of two developer's users (cognito-sync.md 3.3, 3.5).
package enum MergeDeveloperIdentities: IdentityOperation {
  package static let id = OperationID.mergeDeveloperIdentities

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The user whose identity is disabled.
    package var source: String
    /// The user whose identity stays.
    package var destination: String
    /// The name of the developer's provider.
    package var provider: String
    /// The pool.
    package var pool: IdentityPoolID

    /// Creates an input.
    package init(source: String, destination: String, provider: String, pool: IdentityPoolID) {
      self.source = source
      self.destination = destination
      self.provider = provider
      self.pool = pool
    }
  }

  /// The identity that stays.
  package typealias Output = IdentityID

  package static func members(of input: Input) -> [JSONMember] {
    [
      JSONMember("DestinationUserIdentifier", .string(input.destination)),
      JSONMember("DeveloperProviderName", .string(input.provider)), .pool(input.pool),
      JSONMember("SourceUserIdentifier", .string(input.source)),
    ]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    Input(
      source: try fields.requiredText("SourceUserIdentifier", length: 1...1_024),
      destination: try fields.requiredText("DestinationUserIdentifier", length: 1...1_024),
      provider: try fields.requiredText("DeveloperProviderName", .developerProvider),
      pool: try fields.identityPoolID())
  }

  package static func members(of output: Output) -> [JSONMember] { [.identity(output)] }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    try fields.identityID()
  }
}
