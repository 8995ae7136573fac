/// One event that an app reported (cognito-sync.md 5).
package struct AnalyticsEvent: Hashable, Sendable {
  /// The reporting identity; nothing for developer credentials.
  package var identity: IdentityID?
  /// Its pool.
  package var pool: IdentityPoolID?
  /// The app's id, from the client context; empty when there is none.
  package var appID: String
  /// The service's clock when it arrived.
  package var received: Timestamp
  /// The event's type, 1 to 50 characters.
  package var type: String
  /// The event as it was sent: a JSON object in UTF-8.
  package var json: String

  /// Creates an event from its parts.
  package init(
    identity: IdentityID?, pool: IdentityPoolID?, appID: String, received: Timestamp,
    type: String, json: String
  ) {
    self.identity = identity
    self.pool = pool
    self.appID = appID
    self.received = received
    self.type = type
    self.json = json
  }
}
