import Foundation

/// Why the program cannot go on, and what helps; printed as `error:` and `hint:`.
struct HoldsError: Error, CustomStringConvertible {
  /// What happened, as a sentence.
  let description: String
  /// What to do, as a sentence.
  let hint: String?
  /// What the program exits with: 1, or 64 for wrong usage, or 2 without a terminal.
  let status: Int32

  init(_ description: String, hint: String? = nil, status: Int32 = 1) {
    self.description = description
    self.hint = hint
    self.status = status
  }

  /// Prints the error, and the hint if there is one.
  func report() {
    let lines = ["error: \(description)\n"] + (hint.map { ["hint: \($0)\n"] } ?? [])
    FileHandle.standardError.write(Data(lines.joined().utf8))
  }
}
