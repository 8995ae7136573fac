package import SyncCore

/// The commits that streams have still to publish, and what a bulk publish needs
/// (cognito-sync.md 2.8).
///
/// A commit or deletion in a pool whose stream is enabled is queued by the same transaction, so
/// that none is lost when the service ends before it was published; merges are not told. The queue
/// has no limit of its own: a stream that cannot be written to is switched off by its publisher
/// after a while, and switching it off drops its queue.
package protocol StreamStore: Sendable {
  /// Returns the oldest commits queued for a pool, at most `limit`.
  func queuedCommits(
    of pool: IdentityPoolID, limit: Int
  ) async throws(StoreError) -> [QueuedCommit]

  /// Forgets what was published: all commits of the pool up to `number`.
  func removeQueuedCommits(
    of pool: IdentityPoolID, through number: Int64
  ) async throws(StoreError)

  /// Returns the pools that have queued commits.
  func poolsWithQueuedCommits() async throws(StoreError) -> [IdentityPoolID]

  /// Returns existing datasets of a pool with their live records, in a fixed order, after `last`
  /// and at most `limit`.
  func snapshots(
    of pool: IdentityPoolID, after last: DatasetReference?, limit: Int
  ) async throws(StoreError) -> [PublishedCommit]
}
