package import SyncCore

/// What the owners of pools decided about syncing (cognito-sync.md 2.7 to 2.9).
///
/// Each method is one transaction, durable when it returns. All fail with
/// `.identity(.poolNotFound)` for an unknown pool.
package protocol PoolSettingsStore: Sendable {
  /// Returns the settings of a pool.
  func settings(of pool: IdentityPoolID) async throws(StoreError) -> PoolSettings

  /// Changes push and streams; nothing leaves a part as it is, an empty `PushSync` clears it.
  ///
  /// A stream that is not enabled afterwards loses what was queued for it.
  func configure(
    _ pool: IdentityPoolID, pushSync: PushSync?, streams: CognitoStreams?
  ) async throws(StoreError) -> PoolSettings

  /// Sets the function that sees each commit first, or removes it.
  func setTrigger(
    _ arn: String?, of pool: IdentityPoolID
  ) async throws(StoreError) -> PoolSettings

  /// Notes that a bulk publish begins, or fails with `.stream`.
  func beginBulkPublish(
    of pool: IdentityPoolID, at now: Timestamp
  ) async throws(StoreError) -> PoolSettings

  /// Notes how a bulk publish ended.
  func endBulkPublish(
    of pool: IdentityPoolID, as details: BulkPublishDetails
  ) async throws(StoreError) -> PoolSettings

  /// Returns the pools whose bulk publish had not ended, for a service that starts again.
  func unfinishedBulkPublishes() async throws(StoreError) -> [IdentityPoolID]
}
