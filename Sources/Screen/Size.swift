/// The extent of a picture or a terminal, in character cells.
package struct Size: Hashable, Sendable {
  /// The number of cells in a row, at least 0.
  package var columns: Int

  /// The number of rows, at least 0.
  package var rows: Int

  /// Creates an extent; negative numbers count as 0.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}
