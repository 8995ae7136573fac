/// A puzzle: its board, where everything starts, and what its author says about it.
package struct Level: Hashable, Sendable {
  /// The largest width and height of a board, in cells.
  package static let maximumSide = 64

  /// The width of the board, in cells.
  package let width: Int

  /// The height of the board, in cells.
  package let height: Int

  /// The goals, in reading order.
  package let goals: [Position]

  /// Where everything stands before the first action.
  package let start: PuzzleState

  /// What the level file says besides the board.
  package var notes: LevelNotes

  private let cells: [Terrain]

  /// Creates a level from `rows` of equal length, the first being the top.
  package init(rows: [[Terrain]], start: PuzzleState, notes: LevelNotes = LevelNotes()) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "The rows of a level are of equal length.")
    self.width = width
    height = rows.count
    cells = Array(rows.joined())
    goals = cells.indices.filter { [cells] in cells[$0] == .goal }
      .map { Position(column: $0 % width, row: $0 / width) }
    self.start = start
    self.notes = notes
  }

  /// Returns what the cell at `position` is made of; every cell off the board is outside.
  package func terrain(at position: Position) -> Terrain {
    guard position.column >= 0, position.column < width, position.row >= 0, position.row < height
    else { return .outside }
    return cells[position.row * width + position.column]
  }

  /// Returns whether every goal carries a crate that fits (game.md 1).
  package func isSolved(_ state: PuzzleState) -> Bool {
    goals.allSatisfy { state.hasCrate(at: $0) }
  }
}

extension Level {
  /// The number of the level in its collection.
  package var number: Int? { notes.number }

  /// The name of the level; empty if it has none.
  package var title: String { notes.title }

  /// The chapter the level belongs to.
  package var chapter: Int? { notes.chapter }

  /// What the level is about, in one sentence; empty if its author does not say.
  package var idea: String { notes.idea }

  /// The best possible result.
  package var par: Par? { notes.par }

  /// A solution that achieves par.
  package var solution: [RecordedAction]? { notes.solution }
}
