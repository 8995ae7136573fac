package import IdentityCore
package import SyncCore

/// The roles and which pool uses them (cognito-sync.md 3.8).
///
/// Each method is one transaction, durable when it returns.
package protocol RoleStore: Sendable {
  /// Returns a role, or nothing.
  func role(named name: String) async throws(StoreError) -> Role?

  /// Returns all roles by name.
  func roles() async throws(StoreError) -> [Role]

  /// Adds a role or replaces the one with its name.
  func save(_ role: Role) async throws(StoreError)

  /// Returns the roles of a pool, or fails with `.identity(.poolNotFound)`.
  func roles(of pool: IdentityPoolID) async throws(StoreError) -> PoolRoles

  /// Replaces the roles of a pool, or fails with `.identity(.poolNotFound)`, or with
  /// `.identity(.roleMapping)` for a mapping beyond the limits.
  func setRoles(_ roles: PoolRoles, of pool: IdentityPoolID) async throws(StoreError)

  /// Makes the default roles for every pool whose roles nobody has set yet.
  func makeDefaultRoles(account: String) async throws(StoreError)
}
