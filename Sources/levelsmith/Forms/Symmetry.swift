import PuzzleRules

/// One of the eight ways to turn and mirror a board.
struct Symmetry: Hashable, Sendable {
  /// Whether rows and columns are exchanged, before anything else.
  let isTransposed: Bool
  let mirrorsColumns: Bool
  let mirrorsRows: Bool

  static let all: [Symmetry] = [false, true].flatMap { transposed in
    [false, true].flatMap { columns in
      [false, true].map {
        Symmetry(isTransposed: transposed, mirrorsColumns: columns, mirrorsRows: $0)
      }
    }
  }

  static let identity = Symmetry(isTransposed: false, mirrorsColumns: false, mirrorsRows: false)

  /// Returns the size of a board of `width` and `height` when turned.
  func size(_ width: Int, _ height: Int) -> (width: Int, height: Int) {
    isTransposed ? (height, width) : (width, height)
  }

  /// Returns where `cell` of a board of `width` and `height` gets to.
  func apply(_ cell: Position, _ width: Int, _ height: Int) -> Position {
    let size = size(width, height)
    let (column, row) = isTransposed ? (cell.row, cell.column) : (cell.column, cell.row)
    return Position(
      column: mirrorsColumns ? size.width - 1 - column : column,
      row: mirrorsRows ? size.height - 1 - row : row)
  }

  /// Returns which way an arrow points when turned.
  func apply(_ direction: Direction) -> Direction {
    let turned: Direction =
      switch direction {
      case .up: isTransposed ? .left : .up
      case .down: isTransposed ? .right : .down
      case .left: isTransposed ? .up : .left
      case .right: isTransposed ? .down : .right
      }
    return switch turned {
    case .up, .down: mirrorsRows ? turned.opposite : turned
    case .left, .right: mirrorsColumns ? turned.opposite : turned
    }
  }

  /// Returns what `terrain` is when turned.
  func apply(_ terrain: Terrain) -> Terrain {
    guard case .oneWay(let direction) = terrain else { return terrain }
    return .oneWay(apply(direction))
  }

  /// Returns `board` turned.
  func apply(_ board: Blueprint) -> Blueprint {
    let size = size(board.width, board.height)
    func moved(_ cell: Position) -> Position { apply(cell, board.width, board.height) }
    var turned = Blueprint(width: size.width, height: size.height)
    for cell in board.positions { turned[moved(cell)] = apply(board[cell]) }
    turned.crates = board.crates.map { Crate(moved($0.position), color: $0.color) }
    turned.keeper = moved(board.keeper)
    turned.secondKeeper = board.secondKeeper.map(moved)
    return turned
  }
}
