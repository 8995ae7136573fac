import PuzzleRules

/// A board on the drawing table: a level whose parts can be changed, valid or not.
struct Blueprint: Hashable, Sendable {
  let width: Int
  let height: Int
  var terrain: [Terrain]
  var crates: [Crate]
  var keeper: Position
  var secondKeeper: Position?

  /// Creates a board that is all wall, with the keeper in a corner.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    terrain = Array(repeating: .wall, count: width * height)
    crates = []
    keeper = Position(column: 0, row: 0)
  }

  /// Creates the board of `level`; what lies beyond its walls counts as wall.
  init(_ level: Level) {
    width = level.width
    height = level.height
    terrain = level.rows.joined().map { $0 == .outside ? .wall : $0 }
    crates = level.start.crates
    keeper =
      level.start.activeKeeper == 1
      ? level.start.keeper : level.start.waitingKeeper ?? level.start.keeper
    secondKeeper = level.start.activeKeeper == 1 ? level.start.waitingKeeper : level.start.keeper
  }

  subscript(cell: Position) -> Terrain {
    get { contains(cell) ? terrain[cell.row * width + cell.column] : .wall }
    set {
      guard contains(cell) else { return }
      terrain[cell.row * width + cell.column] = newValue
    }
  }

  /// Every cell, in reading order.
  var positions: [Position] {
    (0..<height).flatMap { row in (0..<width).map { Position(column: $0, row: row) } }
  }

  /// Every cell but those of the outermost wall, in reading order.
  var interior: [Position] {
    guard height > 2, width > 2 else { return [] }
    return (1..<(height - 1)).flatMap { row in
      (1..<(width - 1)).map { Position(column: $0, row: row) }
    }
  }

  var keepers: [Position] { [keeper] + (secondKeeper.map { [$0] } ?? []) }

  func contains(_ cell: Position) -> Bool {
    cell.column >= 0 && cell.column < width && cell.row >= 0 && cell.row < height
  }

  func isOccupied(_ cell: Position) -> Bool {
    keepers.contains(cell) || crates.contains { $0.position == cell }
  }

  /// The board as it stands, without any cell taken away.
  var level: Level {
    Level(
      rows: (0..<height).map { Array(terrain[($0 * width)..<(($0 + 1) * width)]) },
      start: PuzzleState(keeper: keeper, waitingKeeper: secondKeeper, crates: crates))
  }

  /// The level one would draw of it; `nil` if a crate, a goal or a keeper would be lost, or the parts
  /// do not add up (game.md 2.1).
  ///
  /// What no keeper can get near is wall, walls nobody sees are left out, and the rest is cropped.
  var finished: Level? {
    let room = Set(roomCells())
    guard crates.allSatisfy({ room.contains($0.position) }), hasSoundParts(within: room) else {
      return nil
    }
    var board = self
    for cell in positions where !room.contains(cell) { board[cell] = .wall }
    let seen = Set(room.flatMap(\.surroundings))
    let hidden = positions.filter { board[$0] == .wall && !seen.contains($0) }
    for cell in board.openToBorder(among: Set(hidden)) { board[cell] = .outside }
    return board.cropped
  }

  /// Returns the cells that keepers get to over anything but walls, lifts included.
  func roomCells() -> [Position] {
    var reached = keepers.filter { self[$0] != .wall && self[$0] != .outside }
    var seen = Set(reached)
    var pads: [Terrain: [Position]] = [:]
    for cell in positions { if case .lift = self[cell] { pads[self[cell], default: []] += [cell] } }
    var next = 0
    while next < reached.count {
      let cell = reached[next]
      next += 1
      let beside = Direction.allCases.map(cell.neighbor) + (pads[self[cell]] ?? [])
      for cell in beside where self[cell] != .wall && self[cell] != .outside {
        if contains(cell), seen.insert(cell).inserted { reached.append(cell) }
      }
    }
    return reached
  }

  private func hasSoundParts(within room: Set<Position>) -> Bool {
    let taken = crates.map(\.position) + keepers
    guard Set(taken).count == taken.count, taken.allSatisfy({ self[$0].canBeStartedOn }),
      positions.contains(where: { self[$0].isGoal })
    else { return false }
    var pads: [Int: [Position]] = [:]
    for cell in positions {
      switch self[cell] {
      case .lift(let number): pads[number, default: []] += [cell]
      case .goal where !room.contains(cell): return false
      case .outside, .wall, .floor, .goal, .hole, .ice, .oneWay, .plate, .door, .key, .lock, .plank:
        continue
      }
    }
    return pads.values.allSatisfy { pads in
      pads.count == 2 && pads.allSatisfy(room.contains)
        && !Direction.allCases.contains { pads[0].neighbor($0) == pads[1] }
    }
  }

  /// Returns those of `cells` from which one gets off the board over cells of theirs.
  private func openToBorder(among cells: Set<Position>) -> [Position] {
    var reached = cells.filter {
      $0.row == 0 || $0.column == 0 || $0.row == height - 1 || $0.column == width - 1
    }.sorted()
    var seen = Set(reached)
    var next = 0
    while next < reached.count {
      for cell in Direction.allCases.map(reached[next].neighbor)
      where cells.contains(cell) && seen.insert(cell).inserted {
        reached.append(cell)
      }
      next += 1
    }
    return reached
  }

  private var cropped: Level? {
    let inside = positions.filter { self[$0] != .outside }
    guard let top = inside.map(\.row).min(), let bottom = inside.map(\.row).max(),
      let left = inside.map(\.column).min(), let right = inside.map(\.column).max()
    else { return nil }
    func moved(_ cell: Position) -> Position {
      Position(column: cell.column - left, row: cell.row - top)
    }
    return Level(
      rows: (top...bottom).map { row in
        (left...right).map { self[Position(column: $0, row: row)] }
      },
      start: PuzzleState(
        keeper: moved(keeper), waitingKeeper: secondKeeper.map(moved),
        crates: crates.map { Crate(moved($0.position), color: $0.color) }))
  }
}

extension Position {
  /// The cell and the eight around it.
  var surroundings: [Position] {
    (-1...1).flatMap { down in
      (-1...1).map { Position(column: column + $0, row: row + down) }
    }
  }
}

extension Terrain {
  /// Whether a crate or keeper may stand on it at the start.
  var canBeStartedOn: Bool {
    switch self {
    case .outside, .wall, .hole, .door, .lock: false
    case .floor, .goal, .ice, .oneWay, .plate, .lift, .key, .plank: true
    }
  }
}
