import PuzzleRules

/// Puts goals, special cells, crates and keepers into an empty room.
struct ObjectPlacer {
  let plan: SlotPlan

  /// The mechanics the level is to have.
  let mechanics: [Mechanic]

  /// Returns `room` with everything in it, or `nil` if there is no place.
  func furnish(_ room: Blueprint, _ generator: inout SmithGenerator) -> Blueprint? {
    var board = room
    let count = Int.random(in: plan.crates, using: &generator)
    let holes =
      mechanics.contains(.hole) ? Int.random(in: 1...max(1, count / 2), using: &generator) : 0
    let goals = max(1, count - holes)
    guard placeGoals(goals, on: &board, &generator) else { return nil }
    for mechanic in mechanics { add(mechanic, to: &board, &generator) }
    if mechanics.isEmpty, generator.happens(0.7) {
      return ReversePlay(board).farthest(&generator)
    }
    return placeObjects(max(count, goals), on: &board, &generator) ? board : nil
  }

  /// Goals stand together more often than not.
  private func placeGoals(
    _ count: Int, on board: inout Blueprint, _ generator: inout SmithGenerator
  ) -> Bool {
    var last: Position?
    for _ in 0..<count {
      let beside = last.map { cell in
        Direction.allCases.map(cell.neighbor).filter { board[$0] == .floor }
      }
      let free = board.plainCells
      let near = generator.happens(0.6) ? generator.pick(beside ?? []) : nil
      guard let cell = near ?? generator.pick(free) else { return false }
      board[cell] = .goal(nil)
      last = cell
    }
    return true
  }

  private func placeObjects(
    _ count: Int, on board: inout Blueprint, _ generator: inout SmithGenerator
  ) -> Bool {
    board.crates = []
    board.keeper = Position(column: 0, row: 0)
    let areApart =
      mechanics.contains(.keeper) && generator.happens(0.7) && part(on: &board, &generator)
    for _ in board.crates.count..<max(count, board.crates.count) {
      let open = board.positions.filter {
        board[$0].canBeStartedOn && !board.isOccupied($0) && !board.isCorner($0)
      }
      let plain = open.filter { board[$0] == .floor }
      guard let cell = generator.pick(generator.happens(0.9) ? plain : open) else { return false }
      board.crates.append(Crate(cell))
    }
    if mechanics.contains(.color) { board.paint(&generator) }
    guard !areApart else { return true }
    for isSecond in mechanics.contains(.keeper) ? [false, true] : [false] {
      let open = board.positions.filter { board[$0] == .floor && !board.isOccupied($0) }
      guard let cell = generator.pick(open) else { return false }
      if isSecond { board.secondKeeper = cell } else { board.keeper = cell }
    }
    return true
  }

  /// Puts a crate into a doorway that joins two halls and a keeper into each, so that they have to
  /// work together; `false` if there is no such doorway.
  private func part(on board: inout Blueprint, _ generator: inout SmithGenerator) -> Bool {
    for doorway in board.plainCells.filter(board.isDoorway).shuffled(using: &generator) {
      let halls = Direction.allCases.map(doorway.neighbor).filter { board[$0] != .wall }
        .map { board.hall(from: $0, closing: doorway).filter { board[$0] == .floor } }
      guard halls.count == 2, halls[0].count > 2, halls[1].count > 2,
        Set(halls[0]).isDisjoint(with: halls[1]), let first = generator.pick(halls[0]),
        let second = generator.pick(halls[1])
      else { continue }
      board.crates = [Crate(doorway)]
      board.keeper = first
      board.secondKeeper = second
      return true
    }
    return false
  }

  /// Adds what `mechanic` needs at the least, and at times a little more.
  func add(_ mechanic: Mechanic, to board: inout Blueprint, _ generator: inout SmithGenerator) {
    switch mechanic {
    case .hole, .plank:
      let terrain: Terrain = mechanic == .hole ? .hole : .plank
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        board.put(terrain, atDoorway: 0.7, &generator)
      }
    case .ice: layIce(on: &board, &generator)
    case .oneWay:
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        board.putArrow(&generator)
      }
    case .door:
      board.put(.plate(.a), atDoorway: 0, &generator)
      if generator.happens(0.2) { board.put(.plate(.a), atDoorway: 0, &generator) }
      board.put(.door(.a), atDoorway: 0.9, &generator)
    case .lift: board.putLift(&generator)
    case .key:
      board.put(.key, atDoorway: 0.1, &generator)
      board.put(.lock, atDoorway: 0.9, &generator)
    case .color, .keeper: break
    }
  }

  /// A patch of two to eight cells, at most three deep.
  private func layIce(on board: inout Blueprint, _ generator: inout SmithGenerator) {
    guard let corner = generator.pick(board.plainCells) else { return }
    let columns = Int.random(in: 1...4, using: &generator)
    let rows =
      columns > 2
      ? Int.random(in: 1...2, using: &generator) : Int.random(in: 2...4, using: &generator)
    for row in 0..<rows {
      for column in 0..<columns {
        let cell = Position(column: corner.column + column, row: corner.row + row)
        if board[cell] == .floor { board[cell] = .ice }
      }
    }
  }
}

extension Blueprint {
  /// Returns the cells one gets to from `start` while `doorway` is a wall.
  fileprivate func hall(from start: Position, closing doorway: Position) -> [Position] {
    var closed = self
    closed[doorway] = .wall
    closed.keeper = start
    closed.secondKeeper = nil
    return closed.roomCells()
  }

  /// The cells of plain floor with nothing on them.
  var plainCells: [Position] { interior.filter { self[$0] == .floor && !isOccupied($0) } }

  /// Whether walls meet at `cell`, so that no crate leaves it.
  func isCorner(_ cell: Position) -> Bool {
    func isWall(_ direction: Direction) -> Bool { self[cell.neighbor(direction)] == .wall }
    return (isWall(.left) || isWall(.right)) && (isWall(.up) || isWall(.down))
  }

  /// Puts `terrain` on plain floor, in a doorway with the given chance if there is one.
  mutating func put(
    _ terrain: Terrain, atDoorway chance: Double, _ generator: inout SmithGenerator
  ) {
    let free = plainCells
    let doorways = free.filter(isDoorway)
    let isAtDoorway = generator.happens(chance) && !doorways.isEmpty
    guard let cell = generator.pick(isAtDoorway ? doorways : free) else { return }
    self[cell] = terrain
  }

  /// Puts an arrow that can be followed.
  mutating func putArrow(_ generator: inout SmithGenerator) {
    let free = plainCells
    let doorways = free.filter(isDoorway)
    guard let cell = generator.pick(generator.happens(0.6) && !doorways.isEmpty ? doorways : free)
    else { return }
    let open = Direction.allCases.filter {
      self[cell.neighbor($0)] != .wall && self[cell.neighbor($0.opposite)] != .wall
    }
    self[cell] = .oneWay(generator.pick(open) ?? generator.pick(Direction.allCases) ?? .up)
  }

  /// Puts the two pads of a lift with the next free number.
  mutating func putLift(_ generator: inout SmithGenerator) {
    let number = (1...Level.mostLifts).first { !terrain.contains(.lift($0)) }
    guard let number, let first = generator.pick(plainCells) else { return }
    let others = plainCells.filter {
      abs($0.column - first.column) + abs($0.row - first.row) > 2
    }
    guard let second = generator.pick(others) else { return }
    self[first] = .lift(number)
    self[second] = .lift(number)
  }

  /// Gives crates and as many goals two or three colours; one of each may stay plain.
  mutating func paint(_ generator: inout SmithGenerator) {
    let goals = positions.filter { self[$0].isGoal }
    let colors = CrateColor.allCases.prefix(generator.happens(0.25) ? 3 : 2)
    var order = Array(crates.indices)
    order.shuffle(using: &generator)
    let plain = generator.happens(0.3) ? 1 : 0
    for (rank, goal) in goals.enumerated() where rank < order.count {
      let color = rank < plain ? nil : colors[rank % colors.count]
      self[goal] = .goal(color)
      crates[order[rank]] = Crate(crates[order[rank]].position, color: color)
    }
  }
}
