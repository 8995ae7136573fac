/// What limits a session beyond its role (cognito-sync.md 3.8, "Scope-down", 3.9).
package enum SessionPolicy: Hashable, Sendable {
  /// The fixed limits of guests who come by the enhanced flow.
  case guest
  /// A policy document in JSON that was given with the request for credentials.
  case document(String)
}
