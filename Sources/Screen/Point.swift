/// A place in a picture, counted from the top left cell, which is (0, 0).
package struct Point: Hashable, Sendable {
  /// The distance from the left edge, in cells.
  package var column: Int

  /// The distance from the top edge, in cells.
  package var row: Int

  /// Creates a place.
  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}
