/// One member of a request that breaks the wire model (cognito-sync.md 2.3, 3.1).
package struct ConstraintViolation: Hashable, Sendable {
  /// Characters of a value that a message repeats.
  private static let shownLength = 80

  /// The value as the message shows it.
  package var value: String
  /// The member, beginning with a small letter, such as `recordPatches.1.member.key`.
  package var member: String
  /// What the member has to satisfy.
  package var constraint: String

  /// Creates a violation; long values are cut.
  package init(_ value: String, at name: String, _ constraint: String) {
    let shown = value.prefix(Self.shownLength)
    self.value = shown.endIndex < value.endIndex ? shown + "…" : value
    member = name.prefix(1).lowercased() + name.dropFirst()
    self.constraint = constraint
  }
}

extension WireError {
  /// Creates the refusal for violated constraints, in the documented form.
  package init(_ violations: [ConstraintViolation], in dialect: WireDialect) {
    let list = violations.map {
      "Value '\($0.value)' at '\($0.member)' failed to satisfy constraint: \($0.constraint)"
    }
    let noun = violations.count == 1 ? "error" : "errors"
    self.init(
      dialect.violationCode,
      "\(violations.count) validation \(noun) detected: \(list.joined(separator: "; "))",
      in: dialect)
  }
}
