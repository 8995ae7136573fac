/// A cell of a level, counted from the top left corner; ordered as one reads.
package struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
  private let storedRow: Int16
  private let storedColumn: Int16

  /// Creates the position in `column` and `row`, which may lie just outside a level.
  package init(column: Int, row: Int) {
    storedRow = Int16(row)
    storedColumn = Int16(column)
  }

  /// The distance from the left edge, in cells.
  package var column: Int { Int(storedColumn) }

  /// The distance from the top edge, in cells.
  package var row: Int { Int(storedRow) }

  /// Returns the cell one step away.
  package func neighbor(_ direction: Direction) -> Position {
    switch direction {
    case .up: Position(column: column, row: row - 1)
    case .down: Position(column: column, row: row + 1)
    case .left: Position(column: column - 1, row: row)
    case .right: Position(column: column + 1, row: row)
    }
  }

  package static func < (left: Position, right: Position) -> Bool {
    left.storedRow == right.storedRow
      ? left.storedColumn < right.storedColumn : left.storedRow < right.storedRow
  }

  package var description: String { "(\(column), \(row))" }
}
