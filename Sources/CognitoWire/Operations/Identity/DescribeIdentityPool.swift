package import IdentityCore
package import SyncCore

/// Tells how an identity pool is configured (cognito-sync.md 3.3).
package enum DescribeIdentityPool: IdentityOperation {
  package static let id = OperationID.describeIdentityPool

  package typealias Input = IdentityPoolID
  package typealias Output = IdentityPool

  package static func members(of output: Output) -> [JSONMember] { output.members }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    try IdentityPool(fields: fields)
  }
}
