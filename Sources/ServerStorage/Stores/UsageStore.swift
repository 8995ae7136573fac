package import SyncCore

/// What identities and pools store (cognito-sync.md 2.6.5).
///
/// Each method is one transaction, durable when it returns; only the sums over a pool are taken
/// piece by piece, so that nobody waits for them, and may miss what is committed meanwhile.
package protocol UsageStore: Sendable {
  /// Sums up an identity, or fails with `.identity(.identityNotFound)`.
  func usage(
    of identity: IdentityID, in pool: IdentityPoolID
  ) async throws(StoreError) -> IdentityUsage

  /// Sums up a pool with the sessions of the month of `now`, or fails with
  /// `.identity(.poolNotFound)`.
  func usage(
    of pool: IdentityPoolID, at now: Timestamp
  ) async throws(StoreError) -> PoolUsage

  /// Sums up pools in the order of their ids, after `last` and at most `limit`.
  func usages(
    after last: IdentityPoolID?, limit: Int, at now: Timestamp
  ) async throws(StoreError) -> PoolUsagesPage

  /// Adds sessions begun to what is counted for the month of `now`; unknown pools are skipped.
  func countSessions(
    _ counts: [IdentityPoolID: Int], at now: Timestamp
  ) async throws(StoreError)
}
