import PuzzleRules

/// How much a board looks like noise rather than a place.
struct Tidiness: Hashable, Sendable {
  /// Single walls that stand free and have no counterpart across the middle of the board.
  private(set) var specks = 0

  /// Cells of plain floor with one way in and nothing on them.
  private(set) var stubs = 0

  /// The corners of all outlines.
  private(set) var corners = 0

  init(_ level: Level) {
    let board = Blueprint(level)
    let singles = Set(board.interior.filter { Tidiness.isFreeStanding($0, in: board) })
    let mirrors = Mirror.allCases.filter { $0 != .none }
    let isSymmetric = mirrors.contains { mirror in
      board.positions.allSatisfy {
        (board[$0] == .wall) == (board[mirror.twin(of: $0, in: board)] == .wall)
      }
    }
    specks = singles.count { cell in
      !isSymmetric
        && !mirrors.contains {
          let twin = $0.twin(of: cell, in: board)
          return twin != cell && singles.contains(twin)
        }
    }
    for cell in board.interior where board[cell] != .wall {
      let walls = Direction.allCases.count { board[cell.neighbor($0)] == .wall }
      if walls >= 3, board[cell] == .floor, !board.isOccupied(cell) { stubs += 1 }
    }
    corners = Tidiness.corners(of: board)
  }

  /// What it costs a candidate; a plain room costs next to nothing.
  var penalty: Double {
    Double(specks) * 1.2 + Double(stubs) * 0.8 + Double(max(0, corners - 8)) * 0.08
  }

  /// Whether one would rather not show it.
  var isCluttered: Bool { specks > 1 || stubs > 1 || corners > 44 }

  private static func isFreeStanding(_ cell: Position, in board: Blueprint) -> Bool {
    board[cell] == .wall
      && Direction.allCases.allSatisfy { board[cell.neighbor($0)] != .wall }
  }

  /// A point where four cells meet is a corner if one or three are walls, two if opposite ones are.
  private static func corners(of board: Blueprint) -> Int {
    (0..<(board.height - 1)).reduce(0) { sum, row in
      sum
        + (0..<(board.width - 1)).reduce(0) { sum, column in
          let around = [(0, 0), (1, 0), (0, 1), (1, 1)].map {
            board[Position(column: column + $0.0, row: row + $0.1)] == .wall
          }
          switch around.count(where: { $0 }) {
          case 1, 3: return sum + 1
          case 2 where around[0] == around[3]: return sum + 2
          case _: return sum
          }
        }
    }
  }
}
