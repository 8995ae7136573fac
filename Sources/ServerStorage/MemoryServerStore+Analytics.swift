package import SyncCore

extension MemoryServerStore {
  /// Adds events.
  package func append(_ events: [AnalyticsEvent]) throws(StoreError) { self.events += events }

  /// Returns the events that fit, with their numbers.
  package func events(
    matching query: AnalyticsQuery
  ) throws(StoreError) -> [(number: Int64, event: AnalyticsEvent)] {
    let numbered = events.enumerated().map { (number: Int64($0.offset + 1), event: $0.element) }
    return Array(numbered.filter { query.accepts($0.event, number: $0.number) }.prefix(query.limit))
  }
}

extension AnalyticsQuery {
  fileprivate func accepts(_ event: AnalyticsEvent, number: Int64) -> Bool {
    (identity.map { event.identity == $0 } ?? true) && (appID.map { event.appID == $0 } ?? true)
      && (type.map { event.type == $0 } ?? true) && (since.map { event.received >= $0 } ?? true)
      && (until.map { event.received < $0 } ?? true) && number > after ?? 0
  }
}
