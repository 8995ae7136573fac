package import IdentityCore
package import SyncCore

/// Finds the developer's users of an identity, or the identity of a developer's user
/// (cognito-sync.md 3.3).
package enum LookupDeveloperIdentity: IdentityOperation {
  package static let id = OperationID.lookupDeveloperIdentity

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// The identity.
    package var identity: IdentityID?
    /// The developer's user.
    package var user: String?
    /// Users wanted on the page, 1 to 60; nothing leaves it to the service.
    package var pageSize: Int?
    /// Where the page begins, from an earlier answer.
    package var nextToken: String?

    /// Creates an input.
    package init(
      pool: IdentityPoolID, identity: IdentityID? = nil, user: String? = nil,
      pageSize: Int? = nil, nextToken: String? = nil
    ) {
      self.pool = pool
      self.identity = identity
      self.user = user
      self.pageSize = pageSize
      self.nextToken = nextToken
    }
  }

  package typealias Output = DeveloperUsersPage

  package static func members(of input: Input) -> [JSONMember] {
    [
      JSONMember("DeveloperUserIdentifier", .optional(input.user)), .identity(input.identity),
      .pool(input.pool),
      JSONMember("MaxResults", input.pageSize.map { .integer(Int64($0)) } ?? .null),
      .nextToken(input.nextToken),
    ]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    Input(
      pool: try fields.identityPoolID(), identity: try fields.optionalIdentityID(),
      user: try fields.text("DeveloperUserIdentifier", length: 1...1_024),
      pageSize: try fields.integer("MaxResults", in: 1...60),
      nextToken: try fields.nextToken())
  }

  package static func members(of output: Output) -> [JSONMember] {
    [
      JSONMember("DeveloperUserIdentifierList", .texts(output.users)),
      .identity(output.identity), .nextToken(output.nextToken),
    ]
  }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    DeveloperUsersPage(
      identity: try fields.identityID(), users: try fields.texts("DeveloperUserIdentifierList"),
      nextToken: try fields.text("NextToken"))
  }
}
