import Screen

/// A surface being drawn with the characters of one glyph set.
struct Canvas {
  /// The picture so far.
  private(set) var surface: Surface

  /// The characters that may be used.
  let glyphs: GlyphSet

  init(size: Size, glyphs: GlyphSet) {
    surface = Surface(size: size)
    self.glyphs = glyphs
  }

  /// The extent of the picture.
  var size: Size { surface.size }

  /// The character that takes the place of what had to be cut off.
  var ellipsis: String { glyphs == .unicode ? "…" : "~" }

  /// The character of a horizontal line.
  var dash: Character { glyphs == .unicode ? "─" : "-" }

  /// Draws `text`, visibly cut to `width` columns or to what there is, and returns the columns it
  /// fills.
  @discardableResult
  mutating func text(
    _ text: String, column: Int, row: Int, style: Style = .plain, width: Int? = nil
  ) -> Int {
    var shown = drawable(text)
    let width = min(width ?? size.columns, size.columns - column)
    if shown.displayWidth > width {
      shown = shown.fitting(max(0, width - 1)) + (width > 0 ? ellipsis : "")
    }
    return surface.draw(shown, column: column, row: row, style: style)
  }

  /// Draws `text` so that it ends before `column`, and returns the column it starts at.
  @discardableResult
  mutating func text(
    _ text: String, endingBefore column: Int, row: Int, style: Style = .plain
  ) -> Int {
    let start = column - drawable(text).displayWidth
    self.text(text, column: start, row: row, style: style)
    return start
  }

  /// Draws a line across the picture, one column short of both edges.
  mutating func rule(row: Int) {
    surface.fill(
      column: 1, row: row, columns: size.columns - 2, rows: 1, with: dash, style: Style(.rule))
  }

  /// Empties a rectangle and draws a frame around it, with `caption` in the upper edge.
  mutating func frame(_ area: Area, caption: String) {
    let style = Style(.frame)
    let corners: [Character] = glyphs == .unicode ? ["┌", "┐", "└", "┘"] : ["+", "+", "+", "+"]
    let bar: Character = glyphs == .unicode ? "│" : "|"
    surface.fill(
      column: area.column, row: area.row, columns: area.columns, rows: area.rows)
    for row in [area.row, area.lastRow] {
      surface.fill(
        column: area.column, row: row, columns: area.columns, rows: 1, with: dash, style: style)
    }
    for column in [area.column, area.lastColumn] {
      surface.fill(
        column: column, row: area.row, columns: 1, rows: area.rows, with: bar, style: style)
    }
    let places = [
      (area.column, area.row), (area.lastColumn, area.row), (area.column, area.lastRow),
      (area.lastColumn, area.lastRow),
    ]
    for (corner, place) in zip(corners, places) {
      surface.draw(String(corner), column: place.0, row: place.1, style: style)
    }
    guard !caption.isEmpty else { return }
    text(
      " \(caption) ", column: area.column + 2, row: area.row, style: Style(.title, bold: true),
      width: area.columns - 4)
  }

  /// Shows a text cursor.
  mutating func placeCursor(column: Int, row: Int) {
    surface.cursor = Point(column: column, row: row)
  }

  /// Gives part of a row another style.
  mutating func restyle(column: Int, row: Int, columns: Int, style: Style) {
    surface.restyle(column: column, row: row, columns: columns, style: style)
  }

  /// Returns `text` in characters of the glyph set; each other one becomes `?`, as often as it has
  /// columns.
  private func drawable(_ text: String) -> String {
    guard glyphs == .ascii, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return String(
      text.flatMap { character -> [Character] in
        character.isASCII
          ? [character] : Array(repeating: "?", count: character.displayWidth)
      })
  }
}
