/// Why the built-in accounts refused a change (product.md 3.1).
package enum AccountError: Error, Hashable, Sendable {
  /// Somebody has this name already.
  case exists
  /// Nobody has this name.
  case notFound
  /// The password was changed after it was read for checking.
  case changedMeanwhile

  /// What happened.
  package var message: String {
    switch self {
    case .exists: "An account with this name exists already."
    case .notFound: "There is no account with this name."
    case .changedMeanwhile: "The password was changed meanwhile. Try again."
    }
  }
}
