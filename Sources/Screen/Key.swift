/// A key press as a value.
package enum Key: Hashable, Sendable {
  case up
  case down
  case left
  case right
  case home
  case end
  case pageUp
  case pageDown
  case delete
  case enter
  case escape
  case backspace
  case tab
  case backTab

  /// A printable character, as typed: `U` and `u` differ.
  case character(Character)

  /// A letter, in lower case, pressed with the control key; Tab, Enter and Backspace that terminals
  /// send as control characters are their own cases.
  case control(Character)
}

extension Key {
  /// The key as a player would name it, such as `Ctrl-R` or `Esc`.
  package var name: String {
    switch self {
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .delete: "Del"
    case .enter: "Enter"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-\(letter.uppercased())"
    }
  }
}

extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
  /// Creates the key of a printable character.
  package init(extendedGraphemeClusterLiteral character: Character) {
    self = .character(character)
  }
}
