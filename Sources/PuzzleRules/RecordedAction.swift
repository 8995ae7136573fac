/// An action that was not a bump, as history keeps it: one letter of a LURD string.
package struct RecordedAction: Hashable, Sendable {
  /// What was asked.
  package let action: Action

  /// Whether it pushed a crate.
  package let isPush: Bool

  /// Creates the record of `action` ending in `outcome`, or `nil` for a bump.
  package init?(_ action: Action, outcome: Outcome) {
    guard outcome != .bump else { return nil }
    self.action = action
    isPush = outcome == .push
  }

  /// Creates the record a LURD letter stands for, taking upper case for a push.
  package init?(letter: Character) {
    switch letter {
    case "u", "U": action = .step(.up)
    case "d", "D": action = .step(.down)
    case "l", "L": action = .step(.left)
    case "r", "R": action = .step(.right)
    case "s", "S": action = .swap
    default: return nil
    }
    isPush = letter.isUppercase && action != .swap
  }

  /// Whether it counts as a move; a swap of keepers does not.
  package var isMove: Bool { action != .swap }

  /// The ASCII letter: `u d l r` for a step, upper case for a push, `s` for a swap.
  package var letter: UInt8 {
    let lowercase: Character =
      switch action {
      case .step(.up): "u"
      case .step(.down): "d"
      case .step(.left): "l"
      case .step(.right): "r"
      case .swap: "s"
      }
    let code = lowercase.asciiValue ?? 0
    return isPush ? code & ~0x20 : code
  }
}
