/// Decides whether a caller's role allows an action (cognito-sync.md 4.2).
///
/// It stands between the check of a request's form and the binding to its identity. Both roles of
/// a pool allow everything by default, as those made by the original console did.
struct AccessPolicy: Sendable {
  /// One action on one resource.
  struct Request: Hashable, Sendable {
    /// The action without its service, such as `ListRecords`.
    var action: String
    /// The resource behind the account, such as `identitypool/P/identity/I/dataset/D`.
    var resource: String
  }

  /// Tells whether the action is allowed.
  var allows: @Sendable (Caller, Request) -> Bool

  /// Allows everything.
  static let everything = AccessPolicy { _, _ in true }
}
