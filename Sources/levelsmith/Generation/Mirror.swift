import PuzzleRules

/// How the walls of a board repeat themselves.
enum Mirror: CaseIterable, Hashable, Sendable {
  case none
  case leftRight
  case topBottom
  case halfTurn

  /// Returns the cell whose wall is the same as that of `cell`; itself without a mirror.
  func twin(of cell: Position, in board: Blueprint) -> Position {
    let column = board.width - 1 - cell.column
    let row = board.height - 1 - cell.row
    return switch self {
    case .none: cell
    case .leftRight: Position(column: column, row: cell.row)
    case .topBottom: Position(column: cell.column, row: row)
    case .halfTurn: Position(column: column, row: row)
    }
  }

  /// Makes the walls of `board` repeat themselves: the part read first decides.
  func apply(to board: inout Blueprint) {
    guard self != .none else { return }
    var settled: Set<Position> = []
    for cell in board.positions where settled.insert(cell).inserted {
      let twin = twin(of: cell, in: board)
      board[twin] = board[cell]
      settled.insert(twin)
    }
  }
}
