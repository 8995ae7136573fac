package import IdentityCore

/// Replaces the configuration of an identity pool; what is left out goes back to its default
/// (cognito-sync.md 3.3).
package enum UpdateIdentityPool: IdentityOperation {
  package static let id = OperationID.updateIdentityPool

  package typealias Input = IdentityPool
  package typealias Output = IdentityPool

  package static func members(of pool: IdentityPool) -> [JSONMember] { pool.members }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    try IdentityPool(fields: fields)
  }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    try IdentityPool(fields: fields)
  }
}
