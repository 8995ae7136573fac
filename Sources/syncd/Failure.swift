/// Why the program could not do what it was asked to, and what its user can do about it.
struct Failure: Error, Hashable, CustomStringConvertible {
  /// Whether the request was wrong, rather than the circumstances.
  enum Kind: Int32, Hashable {
    case failed = 1
    case usage = 64
  }

  var kind = Kind.failed
  var message: String
  var hint: String?

  /// The lines for standard error.
  var description: String {
    "error: \(message)\n" + (hint.map { "hint: \($0)\n" } ?? "")
  }
}
