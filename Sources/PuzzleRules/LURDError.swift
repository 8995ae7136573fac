/// Where and why a text is not in LURD form.
package struct LURDError: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Reason: Hashable, Sendable {
    /// A character that has no place in it.
    case unexpected(Character)
    /// A count of zero, or one that leads beyond `LURD.maximumActions`.
    case count
    /// The text ends inside a group or after a count.
    case end
    /// Groups nested deeper than `LURD.maximumDepth`.
    case depth
  }

  /// The index of the offending character.
  package let offset: Int

  /// What is wrong there.
  package let reason: Reason
}

extension LURDError: CustomStringConvertible {
  package var description: String {
    switch reason {
    case .unexpected(let character):
      "'\(character)' is not an action; expected u, d, l, r, s, a count or a group"
    case .count: "a count must be at least 1 and stand for at most \(LURD.maximumActions) actions"
    case .end: "the text ends in the middle of a count or group"
    case .depth: "groups are nested deeper than \(LURD.maximumDepth)"
    }
  }
}
