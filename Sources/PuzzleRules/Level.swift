/// A puzzle: its board, where everything starts, and what its author says about it.
package struct Level: Hashable, Sendable {
  /// The largest width and height of a board, in cells.
  package static let maximumSide = 64

  /// The most lifts a board may have.
  package static let mostLifts = 9

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

  /// The plates of each group of `DoorGroup.allCases`, in reading order.
  private let plates: [[Position]]

  /// The pads of each lift, 1 first.
  private let pads: [[Position]]

  private let cells: [Terrain]

  /// Creates a level from `rows` of equal length, the first being the top.
  package init(rows: [[Terrain]], start: PuzzleState, notes: LevelNotes = LevelNotes()) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "The rows of a level are of equal length.")
    self.width = width
    height = rows.count
    let cells = Array(rows.joined())
    self.cells = cells
    func positions(where matches: (Terrain) -> Bool) -> [Position] {
      cells.indices.filter { matches(cells[$0]) }
        .map { Position(column: $0 % width, row: $0 / width) }
    }
    goals = positions(where: \.isGoal)
    plates = DoorGroup.allCases.map { group in positions { $0 == .plate(group) } }
    pads = (1...Level.mostLifts).map { number in positions { $0 == .lift(number) } }
    self.start = start
    self.notes = notes
  }

  /// The terrain of every cell, row by row from the top.
  package var rows: [[Terrain]] {
    (0..<height).map { Array(cells[($0 * width)..<(($0 + 1) * width)]) }
  }

  /// Returns what the cell at `position` is made of; every cell off the board is outside.
  package func terrain(at position: Position) -> Terrain {
    guard position.column >= 0, position.column < width, position.row >= 0, position.row < height
    else { return .outside }
    return cells[position.row * width + position.column]
  }

  /// Returns the other pad of the lift at `position`, or `nil` if there is none.
  package func liftPartner(of position: Position) -> Position? {
    guard case .lift(let number) = terrain(at: position), pads.indices.contains(number - 1) else {
      return nil
    }
    return pads[number - 1].first { $0 != position }
  }

  /// Returns the plates of `group`, in reading order.
  package func plates(of group: DoorGroup) -> [Position] {
    switch group {
    case .a: plates[0]
    case .b: plates[1]
    case .c: plates[2]
    }
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
