package import SyncCore

/// The datasets of all identities (cognito-sync.md 2.6).
///
/// Each method is one transaction, durable when it returns.
package protocol DatasetStore: Sendable {
  /// Writes all patches or none and returns the records as written, spending the session (2.6.2).
  ///
  /// Nothing is written when there are no patches, and the session stays usable unless
  /// `spendsSession` is set. Fails with `.identity(.identityNotFound)` for an identity unknown in
  /// the pool, with `.identity(.forbidden)` for a disabled one and with `.ledger(.datasetChanged)`
  /// when the dataset has another count than expected.
  func commit(_ request: CommitRequest) async throws(StoreError) -> [SyncRecord]

  /// Fails where `commit` would because of the session or a record's count, else returns the
  /// dataset as it is; writes nothing and looks at no limit but those of single patches (2.7).
  func preview(_ request: CommitRequest) async throws(StoreError) -> CommitPreview

  /// Lists a page of changes (2.6.3); a dataset of an unknown identity never existed.
  ///
  /// Fails with `.identity(.poolNotFound)` for an unknown pool, `.identity(.forbidden)` for a
  /// disabled identity, `.sessionSpent` for a session that has made its commit.
  func list(_ request: ListRequest) async throws(StoreError) -> DatasetListing

  /// Deletes a dataset for good, with the subscriptions to it, and returns its last description
  /// (2.6.5).
  func delete(
    _ dataset: DatasetReference, at now: Timestamp
  ) async throws(StoreError) -> DatasetMetadata

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

  /// Returns the changes made to all datasets from this call on, after they are durable.
  ///
  /// A reader that falls behind by thousands loses the oldest ones.
  nonisolated func changes() -> AsyncStream<DatasetChange>
}
