package import IdentityCore
package import SyncCore

/// The identities and their logins (cognito-sync.md 3.5).
///
/// Each method is one transaction, durable when it returns.
package protocol IdentityStore: Sendable {
  /// Returns an identity, disabled ones too, or fails with `.identity(.identityNotFound)`.
  func identity(_ id: IdentityID) async throws(StoreError) -> Identity

  /// Returns the identities of a pool in the order of their ids, after `last` and at most `limit`,
  /// or fails with `.identity(.poolNotFound)`.
  func identities(
    of pool: IdentityPoolID, after last: IdentityID?, limit: Int, hidingDisabled: Bool
  ) async throws(StoreError) -> IdentitiesPage

  /// Deletes identities with their logins, datasets and devices, and those that were merged into
  /// them; returns the ids that nobody has.
  ///
  /// The ids are never given to anybody else.
  @discardableResult
  func deleteIdentities(_ ids: Set<IdentityID>) async throws(StoreError) -> Set<IdentityID>

  /// Returns the identity for the logins, made, linked or merged as needed (3.5, "GetId").
  func identify(_ request: IdentifyRequest) async throws(StoreError) -> Identity

  /// Returns the identity to give credentials for, linking a guest or merging as needed
  /// (3.5, "Linking a guest", "Access rules").
  func authorize(_ request: AuthorizeRequest) async throws(StoreError) -> Identity

  /// Takes logins away from an identity, which is closed with its last one (3.5,
  /// "UnlinkIdentity").
  func unlink(_ request: UnlinkRequest) async throws(StoreError)

  /// Returns the identity of a developer's user, made, linked or merged as needed (3.6).
  func identify(_ request: DeveloperIdentifyRequest) async throws(StoreError) -> Identity

  /// Returns the identity of a developer's user, or the users of an identity page by page (3.3,
  /// "LookupDeveloperIdentity").
  func lookUpDeveloper(
    _ request: DeveloperLookUpRequest
  ) async throws(StoreError) -> DeveloperUsersPage

  /// Merges the identities of two of the developer's users and returns the one that took over;
  /// changes nothing when both are one already.
  func mergeDevelopers(_ request: DeveloperMergeRequest) async throws(StoreError) -> Identity

  /// Takes a developer's user away from an identity, which is closed with its last login.
  func unlinkDeveloper(_ request: DeveloperUnlinkRequest) async throws(StoreError)
}
