/// Which reported events are asked for; nothing means all.
package struct AnalyticsQuery: Hashable, Sendable {
  /// The reporting identity.
  package var identity: IdentityID?
  /// The app.
  package var appID: String?
  /// The event's type.
  package var type: String?
  /// The earliest arrival, inclusive.
  package var since: Timestamp?
  /// The latest arrival, exclusive.
  package var until: Timestamp?
  /// The number of the last event seen.
  package var after: Int64?
  /// The most events wanted.
  package var limit: Int

  /// Creates a query from its parts.
  package init(
    identity: IdentityID? = nil, appID: String? = nil, type: String? = nil,
    since: Timestamp? = nil, until: Timestamp? = nil, after: Int64? = nil, limit: Int
  ) {
    self.identity = identity
    self.appID = appID
    self.type = type
    self.since = since
    self.until = until
    self.after = after
    self.limit = limit
  }
}
