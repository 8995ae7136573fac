/// A picture: a grid of cells on which text is drawn, clipped at the edges.
package struct Surface: Hashable, Sendable {
  /// The extent of the picture.
  package let size: Size

  /// Where a text cursor belongs, if one should be seen.
  package var cursor: Point?

  private var cells: [Cell]

  /// Creates a blank picture.
  package init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.columns * size.rows)
  }

  /// Returns the cell at `column` and `row`, blank outside the picture.
  package subscript(column: Int, row: Int) -> Cell {
    guard contains(column, row) else { return .blank }
    return cells[row * size.columns + column]
  }

  /// Draws `text` from (`column`, `row`) to the right and returns the columns it needs.
  ///
  /// Cells outside the picture are left out; a wide character that does not fit whole becomes a
  /// space. Combining marks join the character before them. Characters that would steer the
  /// terminal are drawn as `?`.
  @discardableResult
  package mutating func draw(
    _ text: String, column: Int, row: Int, style: Style = .plain
  ) -> Int {
    var offset = 0
    for character in text {
      let shown = character.isUnsafeToPrint ? "?" : character.alignable
      let width = shown.displayWidth
      guard width > 0 else { continue }
      place(shown, width: width, column: column + offset, row: row, style: style)
      offset += width
    }
    return offset
  }

  /// Fills a rectangle with one character of width 1.
  package mutating func fill(
    column: Int, row: Int, columns: Int, rows: Int, with character: Character = " ",
    style: Style = .plain
  ) {
    guard columns > 0, rows > 0 else { return }
    for y in row..<(row + rows) {
      for x in column..<(column + columns) {
        place(character, width: 1, column: x, row: y, style: style)
      }
    }
  }

  /// Gives the cells of one row, from `column` on, another style and leaves the characters.
  package mutating func restyle(column: Int, row: Int, columns: Int, style: Style) {
    guard columns > 0 else { return }
    for x in column..<(column + columns) where contains(x, row) {
      let cell = self[x, row]
      cells[row * size.columns + x] =
        cell.isContinuation
        ? .continuation(style: style)
        : Cell(cell.character, style: style, width: cell.width)
    }
  }

  /// Draws the rectangle of `other` that starts at `origin` and has the extent `extent`, with its
  /// top left cell at (`column`, `row`).
  package mutating func draw(
    _ other: Surface, from origin: Point = Point(column: 0, row: 0), extent: Size? = nil,
    column: Int, row: Int
  ) {
    let extent = extent ?? other.size
    for y in 0..<extent.rows {
      for x in 0..<extent.columns {
        let cell = other[origin.column + x, origin.row + y]
        guard !cell.isContinuation else { continue }
        let fits = x + cell.width <= extent.columns
        place(
          fits ? cell.character : " ", width: fits ? cell.width : 1, column: column + x,
          row: row + y, style: cell.style)
      }
    }
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < size.columns && row >= 0 && row < size.rows
  }

  private mutating func place(
    _ character: Character, width: Int, column: Int, row: Int, style: Style
  ) {
    if width == 2, !contains(column, row) || !contains(column + 1, row) {
      put(Cell(" ", style: style), column, row)
      put(Cell(" ", style: style), column + 1, row)
      return
    }
    put(Cell(character, style: style, width: width), column, row)
    if width == 2 { put(.continuation(style: style), column + 1, row) }
  }

  /// Writes one cell and blanks the other half of a wide character it cuts.
  private mutating func put(_ cell: Cell, _ column: Int, _ row: Int) {
    guard contains(column, row) else { return }
    let index = row * size.columns + column
    let old = cells[index]
    if old.isContinuation, !cell.isContinuation, column > 0 {
      cells[index - 1] = Cell(" ", style: cells[index - 1].style)
    }
    if old.width == 2, column + 1 < size.columns, cells[index + 1].isContinuation {
      cells[index + 1] = Cell(" ", style: old.style)
    }
    cells[index] = cell
  }
}
