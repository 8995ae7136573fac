import Screen

/// A rectangle of cells in a picture.
struct Area: Hashable, Sendable {
  var column: Int
  var row: Int
  var columns: Int
  var rows: Int

  /// The column of the right edge.
  var lastColumn: Int { column + columns - 1 }

  /// The row of the lower edge.
  var lastRow: Int { row + rows - 1 }

  /// Creates a rectangle of an extent in the middle of a picture.
  init(columns: Int, rows: Int, centeredIn size: Size) {
    self.init(
      column: max(0, (size.columns - columns) / 2), row: max(0, (size.rows - rows) / 2),
      columns: columns, rows: rows)
  }

  /// Creates a rectangle over the board, beside the figures, where that is wide enough.
  init(columns: Int, rows: Int, overBoardIn size: Size) {
    let board = Size(columns: size.columns - PlayView.panelWidth, rows: size.rows)
    self.init(
      columns: columns, rows: rows, centeredIn: board.columns >= columns + 2 ? board : size)
  }

  init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = columns
    self.rows = rows
  }
}
