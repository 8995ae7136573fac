package import SyncCore

extension SQLiteServerStore {
  /// Adds events.
  package func append(_ events: [AnalyticsEvent]) async throws(StoreError) {
    try await write { database in
      for event in events { try AnalyticsRow.insert(event, database) }
    }
  }

  /// Returns the events that fit, with their numbers.
  package func events(
    matching query: AnalyticsQuery
  ) async throws(StoreError) -> [(number: Int64, event: AnalyticsEvent)] {
    try await read { database in try AnalyticsRow.fetch(query, database) }
  }
}
