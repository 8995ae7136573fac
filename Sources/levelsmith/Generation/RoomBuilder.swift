import PuzzleRules

/// Draws empty rooms: walls and floor that look like a place.
struct RoomBuilder {
  /// How walls come about.
  enum Style: CaseIterable, Hashable, Sendable {
    /// Blocks of 3x3 cells side by side (after Taylor and Parberry).
    case blocks
    /// Passages dug straight ahead, a few cells each.
    case passages
    /// Halls with doorways between them.
    case halls
  }

  /// The blocks, each to be turned at will; walls are `#`.
  private static let blocks = [
    "---------", "#--------", "##-------", "###------", "#-#------", "##-#-----", "----#----",
    "#--#-----", "###---###", "##----##-", "#---#----", "##-------", "#-#---#-#", "---##----",
  ]

  let columns: Int
  let rows: Int
  let style: Style
  let mirror: Mirror

  /// Returns a room of one piece without a wide empty place, or `nil` if the draw was bad.
  func room(_ generator: inout SmithGenerator) -> Blueprint? {
    var board = Blueprint(width: columns + 2, height: rows + 2)
    switch style {
    case .blocks: layBlocks(on: &board, &generator)
    case .passages: digPassages(in: &board, &generator)
    case .halls: buildHalls(in: &board, &generator)
    }
    mirror.apply(to: &board)
    breakWidePlaces(of: &board)
    keepLargestPiece(of: &board)
    let floor = board.interior.filter { board[$0] == .floor }
    guard floor.count >= max(6, columns * rows * 2 / 5), let first = floor.first,
      !board.hasWidePlace
    else { return nil }
    board.keeper = first
    return board
  }

  private func layBlocks(on board: inout Blueprint, _ generator: inout SmithGenerator) {
    for top in stride(from: 1, through: rows, by: 3) {
      for left in stride(from: 1, through: columns, by: 3) {
        guard let block = generator.pick(RoomBuilder.blocks).map(Array.init),
          let symmetry = generator.pick(Symmetry.all)
        else { continue }
        for index in 0..<9 {
          let cell = symmetry.apply(Position(column: index % 3, row: index / 3), 3, 3)
          let place = Position(column: left + cell.column, row: top + cell.row)
          guard place.column <= columns, place.row <= rows else { continue }
          board[place] = block[index] == "#" ? .wall : .floor
        }
      }
    }
  }

  private func digPassages(in board: inout Blueprint, _ generator: inout SmithGenerator) {
    var cell = Position(
      column: Int.random(in: 1...columns, using: &generator),
      row: Int.random(in: 1...rows, using: &generator))
    var left = columns * rows * 11 / 20
    board[cell] = .floor
    var attempts = 0
    while left > 0, attempts < 400 {
      attempts += 1
      let direction = generator.pick(Direction.allCases) ?? .up
      for _ in 0..<Int.random(in: 2...4, using: &generator) {
        let next = cell.neighbor(direction)
        guard (1...columns).contains(next.column), (1...rows).contains(next.row) else { break }
        cell = next
        if board[cell] == .wall { left -= 1 }
        board[cell] = .floor
      }
    }
  }

  /// One or two walls across with a doorway or two each, corners cut off here and there.
  private func buildHalls(in board: inout Blueprint, _ generator: inout SmithGenerator) {
    for cell in board.interior { board[cell] = .floor }
    let isWide = columns >= rows
    addWall(across: isWide, board: &board, &generator)
    if generator.happens(0.4) { addWall(across: !isWide, board: &board, &generator) }
    for corner in [(1, 1), (columns, 1), (1, rows), (columns, rows)] where generator.happens(0.35) {
      board[Position(column: corner.0, row: corner.1)] = .wall
      let (column, row) = corner
      let inward = generator.happens(0.5)
      board[
        Position(
          column: inward ? column + (column == 1 ? 1 : -1) : column,
          row: inward ? row : row + (row == 1 ? 1 : -1))] = .wall
    }
  }

  private func addWall(
    across isVertical: Bool, board: inout Blueprint, _ generator: inout SmithGenerator
  ) {
    let (length, span) = isVertical ? (rows, columns) : (columns, rows)
    guard span >= 4 else { return }
    let place = Int.random(in: 2...(span - 1), using: &generator)
    let gaps = (0..<(generator.happens(0.35) ? 2 : 1)).map { _ in
      Int.random(in: 1...length, using: &generator)
    }
    for step in 1...length where !gaps.contains(step) {
      board[Position(column: isVertical ? place : step, row: isVertical ? step : place)] = .wall
    }
  }

  private func breakWidePlaces(of board: inout Blueprint) {
    while let place = board.firstWidePlace {
      board[place] = .wall
      board[mirror.twin(of: place, in: board)] = .wall
    }
  }

  private func keepLargestPiece(of board: inout Blueprint) {
    var pieces: [[Position]] = []
    var seen: Set<Position> = []
    for cell in board.interior where board[cell] != .wall && !seen.contains(cell) {
      board.keeper = cell
      let piece = board.roomCells()
      seen.formUnion(piece)
      pieces.append(piece)
    }
    guard let largest = pieces.max(by: { $0.count < $1.count }) else { return }
    let kept = Set(largest)
    for cell in board.interior where !kept.contains(cell) { board[cell] = .wall }
  }
}

extension Blueprint {
  /// Whether there is an empty place of 3x4 cells or more, which nobody needs (game.md 5.4).
  var hasWidePlace: Bool { firstWidePlace != nil }

  /// A cell amid the first empty place of 3x4 cells.
  var firstWidePlace: Position? {
    for cell in interior {
      for (columns, rows) in [(3, 4), (4, 3)] {
        let isEmpty = (0..<rows).allSatisfy { down in
          (0..<columns).allSatisfy {
            self[Position(column: cell.column + $0, row: cell.row + down)] == .floor
          }
        }
        if isEmpty { return Position(column: cell.column + 1, row: cell.row + 1) }
      }
    }
    return nil
  }

  /// Whether one passes through `cell` in a straight line only.
  func isDoorway(_ cell: Position) -> Bool {
    func isWall(_ direction: Direction) -> Bool { self[cell.neighbor(direction)] == .wall }
    return isWall(.left) && isWall(.right) && !isWall(.up) && !isWall(.down)
      || isWall(.up) && isWall(.down) && !isWall(.left) && !isWall(.right)
  }
}
