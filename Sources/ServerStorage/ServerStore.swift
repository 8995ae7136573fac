package import IdentityCore
package import SyncCore

/// Everything the service keeps; each method is one transaction, durable when it returns.
///
/// `MemoryServerStore` is the specification, every other store is tested against it.
package protocol ServerStore: Sendable {
  // MARK: Datasets

  /// Writes all patches or none and returns the records as written, spending the session (2.6.2).
  ///
  /// Nothing happens, and the session stays usable, when there are no patches. Fails with
  /// `.identity(.identityNotFound)` for an identity unknown in the pool and with
  /// `.identity(.forbidden)` for a disabled one.
  func commit(_ request: CommitRequest) async throws(StoreError) -> [SyncRecord]

  /// Lists a page of changes (2.6.3); a dataset of an unknown identity never existed.
  ///
  /// Fails with `.identity(.poolNotFound)` for an unknown pool, `.identity(.forbidden)` for a
  /// disabled identity, `.sessionSpent` for a session that has made its commit.
  func list(_ request: ListRequest) async throws(StoreError) -> DatasetListing

  /// Deletes a dataset for good and returns its last description (2.6.5).
  func delete(_ dataset: DatasetReference) async throws(StoreError) -> DatasetMetadata

  /// Describes an existing dataset, or fails with `.ledger(.datasetNotFound)`.
  func describe(_ dataset: DatasetReference) async throws(StoreError) -> DatasetMetadata

  /// Lists the existing datasets of an identity by name, after `last` and at most `limit`; none
  /// for an unknown identity.
  func datasets(
    of identity: IdentityID, in pool: IdentityPoolID, after last: DatasetName?, limit: Int?
  ) async throws(StoreError) -> DatasetsPage

  /// Returns the dataset's count, or zero when it does not exist.
  func syncCount(of dataset: DatasetReference) async throws(StoreError) -> SyncCount

  /// Returns the changes made to the identity's datasets from this call on, after they are durable
  /// and in the order of their counts.
  ///
  /// The stream ends when its reader falls too far behind.
  nonisolated func changes(of identity: IdentityID) -> AsyncStream<DatasetChange>

  // MARK: Pools

  /// Adds a pool.
  func create(_ pool: IdentityPool) async throws(StoreError)

  /// Returns a pool, or fails with `.identity(.poolNotFound)`.
  func pool(_ id: IdentityPoolID) async throws(StoreError) -> IdentityPool

  /// Returns the game's pool, which is `candidate` if there was none.
  func gamePool(orCreate candidate: IdentityPool) async throws(StoreError) -> IdentityPool

  // MARK: Identities

  /// Returns an identity, disabled ones too, or fails with `.identity(.identityNotFound)`.
  func identity(_ id: IdentityID) async throws(StoreError) -> Identity

  /// Returns the identity for the logins, made, linked or merged as needed (3.5, "GetId").
  func identify(_ request: IdentifyRequest) async throws(StoreError) -> Identity

  /// Returns the identity to give credentials for, linking a guest or merging as needed
  /// (3.5, "Linking a guest", "Access rules").
  func authorize(_ request: AuthorizeRequest) async throws(StoreError) -> Identity

  // MARK: Accounts

  /// Adds an account, or fails with `.account(.exists)`.
  func create(_ account: Account) async throws(StoreError)

  /// Returns the account with a name in normal form, if there is one.
  func account(named name: String) async throws(StoreError) -> Account?

  /// Replaces the password hash `old` by `new` and ends all sessions of the account.
  func changePassword(
    ofAccount name: String, from old: String, to new: String, at now: Timestamp
  ) async throws(StoreError)

  /// Deletes the account whose password hash is `hash`, with all its sessions.
  func deleteAccount(named name: String, passwordHash hash: String) async throws(StoreError)

  /// Begins a session of an account with its first refresh token.
  ///
  /// Fails with `.account(.changedMeanwhile)` when the password hash is not `hash` any more.
  func beginSession(
    ofAccount name: String, passwordHash hash: String, with token: RefreshToken, at now: Timestamp
  ) async throws(StoreError)

  /// Replaces a refresh token, or finds that it was used before and revokes its family.
  func rotateRefreshToken(
    _ digest: [UInt8], to replacement: RefreshToken, at now: Timestamp
  ) async throws(StoreError) -> RefreshOutcome

  /// Ends the session that a refresh token, current or replaced, belongs to.
  func endSession(withRefreshToken digest: [UInt8]) async throws(StoreError)

  // MARK: The issuer

  /// Remembers the built-in provider's issuer and returns the one before; if they differ, pools
  /// and logins mean the new one from now on.
  @discardableResult
  func adoptIssuer(_ issuer: String) async throws(StoreError) -> String?

  // MARK: Life

  /// Finishes what is queued, ends all streams and lets go of all files; nothing may be asked of
  /// the store afterwards.
  func close() async
}
