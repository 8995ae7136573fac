/// Why a program could not do what it was asked to, and what its user can do about it.
package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whether the request was wrong, rather than the circumstances; the exit code.
  package enum Kind: Int32, Hashable, Sendable {
    /// The circumstances.
    case failed = 1
    /// The request.
    case usage = 64
  }

  /// What kind of failure.
  package var kind: Kind
  /// What happened: a sentence.
  package var message: String
  /// What to do about it: a sentence.
  package var hint: String?

  /// Creates a failure from its parts.
  package init(kind: Kind = .failed, message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// The lines for standard error; what others said in them does nothing to a terminal.
  package var description: String {
    "error: \(message.escaped)\n" + (hint.map { "hint: \($0.escaped)\n" } ?? "")
  }
}
