/// How a cell looks, said by what it means; a terminal's theme turns meaning into colour.
package struct Style: Hashable, Sendable {
  /// What a cell stands for.
  package enum Role: String, CaseIterable, Hashable, Sendable {
    case text
    case dim
    case title
    case selected
    case frame
    case rule
    case field
    case banner
    case problem
    case success
    case score
    case wall
    case floor
    case goal
    case crate
    case crateFitting
    case keeper
    case blue
    case yellow
    case magenta
    case red
    case green
    case hole
    case ice
    case plank
    case arrow
    case lift
    case treasure
  }

  /// What the cell stands for.
  package var role: Role

  /// Whether the cell is emphasised.
  package var isBold: Bool

  /// Whether foreground and background are exchanged.
  package var isReversed: Bool

  /// Creates a style.
  package init(_ role: Role, bold: Bool = false, reverse: Bool = false) {
    self.role = role
    isBold = bold
    isReversed = reverse
  }

  /// The style of ordinary text.
  package static let plain = Style(.text)

  /// Returns this style with emphasis.
  package var bold: Style { Style(role, bold: true, reverse: isReversed) }

  /// Returns this style with foreground and background exchanged.
  package var reversed: Style { Style(role, bold: isBold, reverse: true) }
}
