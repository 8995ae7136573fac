import PuzzleRules

extension Mechanic {
  /// Creates what the chapter with this number introduces; nothing for the first.
  init?(chapter: Int) {
    guard let mechanic = Mechanic.allCases.first(where: { $0.chapter == chapter }) else {
      return nil
    }
    self = mechanic
  }
}

extension Level {
  /// Every cell of the board, in reading order.
  var positions: [Position] {
    (0..<height).flatMap { row in (0..<width).map { Position(column: $0, row: row) } }
  }

  /// Returns the cells of `mechanic`; none for a second keeper.
  func cells(of mechanic: Mechanic) -> [Position] {
    positions.filter { terrain(at: $0).mechanic == mechanic }
  }

  /// The columns and rows inside the outermost walls.
  var interior: (columns: Int, rows: Int) { (max(0, width - 2), max(0, height - 2)) }
}
