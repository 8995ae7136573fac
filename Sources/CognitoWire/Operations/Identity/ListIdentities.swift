package import SyncCore

/// Lists the identities of a pool (cognito-sync.md 3.3).
package enum ListIdentities: IdentityOperation {
  package static let id = OperationID.listIdentities

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// Identities wanted on the page, 1 to 60.
    package var pageSize: Int
    /// Where the page begins, from an earlier answer.
    package var nextToken: String?
    /// Whether identities merged into others are left out.
    package var hidesDisabled: Bool

    /// Creates an input.
    package init(
      pool: IdentityPoolID, pageSize: Int, nextToken: String? = nil, hidesDisabled: Bool = false
    ) {
      self.pool = pool
      self.pageSize = pageSize
      self.nextToken = nextToken
      self.hidesDisabled = hidesDisabled
    }
  }

  /// One page.
  package struct Output: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// The identities.
    package var identities: [IdentityDescription]
    /// Where the next page begins; nothing on the last.
    package var nextToken: String?

    /// Creates a page.
    package init(pool: IdentityPoolID, identities: [IdentityDescription], nextToken: String?) {
      self.pool = pool
      self.identities = identities
      self.nextToken = nextToken
    }
  }

  package static func members(of input: Input) -> [JSONMember] {
    [
      JSONMember("HideDisabled", input.hidesDisabled ? .bool(true) : .null), .pool(input.pool),
      JSONMember("MaxResults", .integer(Int64(input.pageSize))), .nextToken(input.nextToken),
    ]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    Input(
      pool: try fields.identityPoolID(), pageSize: try fields.requiredPageSize(),
      nextToken: try fields.nextToken(), hidesDisabled: try fields.bool("HideDisabled") ?? false)
  }

  package static func members(of output: Output) -> [JSONMember] {
    [
      JSONMember("Identities", .array(output.identities.map { .object($0.members) })),
      .pool(output.pool), .nextToken(output.nextToken),
    ]
  }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    var identities: [IdentityDescription] = []
    for json in try fields.list("Identities") {
      identities.append(try IdentityDescription(fields: WireFields(json, dialect: .identity)))
    }
    return Output(
      pool: try fields.identityPoolID(), identities: identities,
      nextToken: try fields.text("NextToken"))
  }
}
