package import SyncCore

/// The events that apps reported, in the order of their arrival (cognito-sync.md 5).
///
/// Each method is one transaction, durable when it returns.
package protocol AnalyticsStore: Sendable {
  /// Adds all of `events`, which are never changed afterwards.
  func append(_ events: [AnalyticsEvent]) async throws(StoreError)

  /// Returns the events that fit, with their numbers, which rise.
  func events(
    matching query: AnalyticsQuery
  ) async throws(StoreError) -> [(number: Int64, event: AnalyticsEvent)]
}
