package import IdentityCore
package import SyncCore

/// Tells which roles identities of a pool take on (cognito-sync.md 3.3, 3.8).
package enum GetIdentityPoolRoles: IdentityOperation {
  package static let id = OperationID.getIdentityPoolRoles

  package typealias Input = IdentityPoolID

  /// What the service answers, and what sets it.
  package struct Output: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// Its roles.
    package var roles: PoolRoles

    /// Creates an output.
    package init(pool: IdentityPoolID, roles: PoolRoles) {
      self.pool = pool
      self.roles = roles
    }
  }

  package static func members(of output: Output) -> [JSONMember] {
    [.pool(output.pool)] + output.roles.members
  }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    Output(pool: try fields.identityPoolID(), roles: try PoolRoles(fields: fields))
  }
}
