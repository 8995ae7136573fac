/// Why a bulk publish did not begin (cognito-sync.md 2.8).
package enum StreamError: Error, Hashable, Sendable {
  /// The pool publishes nothing.
  case notEnabled
  /// Another one runs.
  case inProgress
  /// One succeeded less than a day ago.
  case publishedRecently(at: Timestamp)

  /// The text clients see.
  package var message: String {
    switch self {
    case .notEnabled:
      "The identity pool has no enabled stream. Set one with SetIdentityPoolConfiguration."
    case .inProgress: "A bulk publish of this identity pool is already in progress."
    case .publishedRecently:
      "A bulk publish of this identity pool succeeded within the last 24 hours."
    }
  }
}
