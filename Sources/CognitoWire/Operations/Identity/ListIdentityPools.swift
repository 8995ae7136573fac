package import IdentityCore
package import SyncCore

/// Lists the identity pools of the account (cognito-sync.md 3.3).
package enum ListIdentityPools: IdentityOperation {
  package static let id = OperationID.listIdentityPools

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// Pools wanted on the page, 1 to 60.
    package var pageSize: Int
    /// Where the page begins, from an earlier answer.
    package var nextToken: String?

    /// Creates an input.
    package init(pageSize: Int, nextToken: String? = nil) {
      self.pageSize = pageSize
      self.nextToken = nextToken
    }
  }

  /// A pool's identifier and its name.
  package struct PoolName: Hashable, Sendable {
    /// The identifier.
    package var id: IdentityPoolID
    /// The name for people.
    package var name: String

    /// Creates a pair.
    package init(id: IdentityPoolID, name: String) {
      self.id = id
      self.name = name
    }

    /// Creates the pair of a pool.
    package init(_ pool: IdentityPool) { self.init(id: pool.id, name: pool.configuration.name) }
  }

  /// One page.
  package struct Output: Hashable, Sendable {
    /// The pools.
    package var pools: [PoolName]
    /// Where the next page begins; nothing on the last.
    package var nextToken: String?

    /// Creates a page.
    package init(pools: [PoolName], nextToken: String?) {
      self.pools = pools
      self.nextToken = nextToken
    }
  }

  package static func members(of input: Input) -> [JSONMember] {
    [JSONMember("MaxResults", .integer(Int64(input.pageSize))), .nextToken(input.nextToken)]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    Input(pageSize: try fields.requiredPageSize(), nextToken: try fields.nextToken())
  }

  package static func members(of output: Output) -> [JSONMember] {
    let pools = output.pools.map { pool in
      JSONValue.object([.pool(pool.id), JSONMember("IdentityPoolName", .string(pool.name))])
    }
    return [JSONMember("IdentityPools", .array(pools)), .nextToken(output.nextToken)]
  }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    var pools: [PoolName] = []
    for json in try fields.list("IdentityPools") {
      let pool = WireFields(json, dialect: .identity)
      pools.append(
        PoolName(
          id: try pool.identityPoolID(), name: try pool.requiredText("IdentityPoolName")))
    }
    return Output(pools: pools, nextToken: try fields.text("NextToken"))
  }
}
