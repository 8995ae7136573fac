package import IdentityCore
package import SyncCore

/// Tells which claims of a provider become session tags (cognito-sync.md 3.3, 3.8).
package enum GetPrincipalTagAttributeMap: IdentityOperation {
  package static let id = OperationID.getPrincipalTagAttributeMap

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// The provider's login key.
    package var provider: String

    /// Creates an input.
    package init(pool: IdentityPoolID, provider: String) {
      self.pool = pool
      self.provider = provider
    }

    /// The members of a request.
    var members: [JSONMember] {
      [.pool(pool), JSONMember("IdentityProviderName", .string(provider))]
    }

    /// Creates the input in a request.
    init(fields: WireFields) throws(WireError) {
      self.init(
        pool: try fields.identityPoolID(),
        provider: try fields.requiredText("IdentityProviderName", length: 1...128))
    }
  }

  /// What the service answers.
  package struct Output: Hashable, Sendable {
    /// The pool and the provider.
    package var place: Input
    /// The map.
    package var map: PrincipalTagMap

    /// Creates an output.
    package init(_ place: Input, map: PrincipalTagMap) {
      self.place = place
      self.map = map
    }
  }

  package static func members(of input: Input) -> [JSONMember] { input.members }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    try Input(fields: fields)
  }

  package static func members(of output: Output) -> [JSONMember] {
    output.place.members + [
      JSONMember("PrincipalTags", .map(output.map.tags)),
      JSONMember("UseDefaults", .bool(output.map.usesDefaults)),
    ]
  }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    Output(
      try Input(fields: fields),
      map: PrincipalTagMap(
        usesDefaults: try fields.bool("UseDefaults") ?? false,
        tags: try fields.principalTags()))
  }
}
