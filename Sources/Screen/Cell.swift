/// One place of a picture: a character, or the right half of the wide character before it.
package struct Cell: Hashable, Sendable {
  /// What is drawn; a space in the right half of a wide character.
  package let character: Character

  /// How it looks.
  package let style: Style

  /// The number of columns the character fills: 1 or 2, and 0 in the right half of a wide one.
  package let width: Int

  /// Creates a cell of `width` 1 or 2.
  package init(_ character: Character, style: Style = .plain, width: Int = 1) {
    precondition(width == 1 || width == 2, "A cell is one or two columns wide.")
    self.character = character
    self.style = style
    self.width = width
  }

  private init(continuing style: Style) {
    character = " "
    self.style = style
    width = 0
  }

  /// Whether the cell is the right half of a wide character.
  package var isContinuation: Bool { width == 0 }

  /// A cell with nothing in it.
  package static let blank = Cell(" ")

  /// Returns the right half of a wide character drawn in `style`.
  package static func continuation(style: Style) -> Cell { Cell(continuing: style) }
}
