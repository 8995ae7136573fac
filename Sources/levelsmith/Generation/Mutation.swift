import PuzzleRules

/// Small changes of a board that may make it better.
struct Mutation {
  let plan: SlotPlan
  let mechanics: [Mechanic]
  let mirror: Mirror

  /// Returns `board` with one to three changes.
  func mutate(_ board: Blueprint, _ generator: inout SmithGenerator) -> Blueprint {
    var changed = board
    let count = generator.happens(0.55) ? 1 : generator.happens(0.6) ? 2 : 3
    for _ in 0..<count { change(&changed, &generator) }
    return changed
  }

  private func change(_ board: inout Blueprint, _ generator: inout SmithGenerator) {
    switch Int.random(in: 0..<100, using: &generator) {
    case ..<26: toggleWall(of: &board, &generator)
    case ..<56: moveCrate(of: &board, &generator)
    case ..<70: moveGoal(of: &board, &generator)
    case ..<76: moveKeeper(of: &board, &generator)
    case ..<92:
      if mechanics.isEmpty {
        moveCrate(of: &board, &generator)
      } else {
        changeSpecial(of: &board, &generator)
      }
    case _: changeNumber(of: &board, &generator)
    }
  }

  private func toggleWall(of board: inout Blueprint, _ generator: inout SmithGenerator) {
    let candidates = board.interior.filter { cell in
      guard board[cell] == .wall else { return board[cell] == .floor }
      return Direction.allCases.contains { board[cell.neighbor($0)] != .wall }
    }
    guard let cell = generator.pick(candidates) else { return }
    let terrain: Terrain = board[cell] == .wall ? .floor : .wall
    let places = [cell, mirror.twin(of: cell, in: board)]
    let canToggle = places.allSatisfy {
      (board[$0] == .wall || board[$0] == .floor) && !board.isOccupied($0)
    }
    guard canToggle else { return }
    for place in places { board[place] = terrain }
  }

  private func moveCrate(of board: inout Blueprint, _ generator: inout SmithGenerator) {
    guard let index = generator.pick(board.crates.indices) else { return }
    let from = board.crates[index].position
    guard let cell = place(near: from, on: board, &generator, where: { $0.canBeStartedOn }) else {
      return
    }
    board.crates[index] = Crate(cell, color: board.crates[index].color)
  }

  private func moveGoal(of board: inout Blueprint, _ generator: inout SmithGenerator) {
    guard let goal = generator.pick(board.interior.filter { board[$0].isGoal }),
      let cell = place(near: goal, on: board, &generator, where: { $0 == .floor }, occupied: true)
    else { return }
    (board[goal], board[cell]) = (board[cell], board[goal])
  }

  private func moveKeeper(of board: inout Blueprint, _ generator: inout SmithGenerator) {
    let isSecond = board.secondKeeper != nil && generator.happens(0.5)
    let from = isSecond ? board.secondKeeper ?? board.keeper : board.keeper
    guard let cell = place(near: from, on: board, &generator, where: { $0.canBeStartedOn }) else {
      return
    }
    if isSecond { board.secondKeeper = cell } else { board.keeper = cell }
  }

  /// Moves, turns, adds or takes away a special cell.
  private func changeSpecial(of board: inout Blueprint, _ generator: inout SmithGenerator) {
    let specials = board.interior.filter {
      board[$0].mechanic.map { $0 != .color } ?? false
    }
    let isColored = mechanics.contains(.color)
    guard let cell = generator.pick(specials), !isColored || generator.happens(0.6) else {
      if isColored { board.paint(&generator) } else { addSpecial(to: &board, &generator) }
      return
    }
    switch Int.random(in: 0..<10, using: &generator) {
    case 0 where specials.count > 1:
      remove(cell, from: &board)
    case 1: addSpecial(to: &board, &generator)
    case 2, 3:
      guard case .oneWay = board[cell], let direction = generator.pick(Direction.allCases) else {
        fallthrough
      }
      board[cell] = .oneWay(direction)
    case _:
      guard
        let target = place(near: cell, on: board, &generator, where: { $0 == .floor }),
        !board.isOccupied(cell) || board[cell].canBeStartedOn
      else { return }
      (board[cell], board[target]) = (board[target], board[cell])
    }
  }

  private func remove(_ cell: Position, from board: inout Blueprint) {
    if case .lift = board[cell] {
      let lift = board[cell]
      for pad in board.interior where board[pad] == lift { board[pad] = .floor }
    } else {
      board[cell] = .floor
    }
  }

  private func addSpecial(to board: inout Blueprint, _ generator: inout SmithGenerator) {
    guard let mechanic = generator.pick(mechanics) else { return }
    let cells = board.interior.filter { board[$0].mechanic == mechanic }
    if mechanic == .ice, let cell = generator.pick(cells) {
      let beside = Direction.allCases.map(cell.neighbor).filter { board[$0] == .floor }
      if let cell = generator.pick(beside) { board[cell] = .ice }
    } else if cells.count < 5 {
      ObjectPlacer(plan: plan, mechanics: mechanics).add(mechanic, to: &board, &generator)
    }
  }

  /// Adds or takes away a crate, with a goal unless holes eat it.
  private func changeNumber(of board: inout Blueprint, _ generator: inout SmithGenerator) {
    let goals = board.interior.filter { board[$0].isGoal }
    let isSpare = mechanics.contains(.hole) && generator.happens(0.5)
    if generator.happens(0.5), board.crates.count < plan.crates.upperBound {
      guard let cell = generator.pick(board.plainCells.filter { !board.isCorner($0) }) else {
        return
      }
      board.crates.append(Crate(cell))
      if !isSpare, let goal = generator.pick(board.plainCells) { board[goal] = .goal(nil) }
    } else if board.crates.count > plan.crates.lowerBound {
      guard let index = generator.pick(board.crates.indices) else { return }
      board.crates.remove(at: index)
      let isSpareLeft = board.crates.count >= goals.count && isSpare
      if !isSpareLeft, goals.count > 1, let goal = generator.pick(goals) { board[goal] = .floor }
    }
    if mechanics.contains(.color) { board.paint(&generator) }
  }

  /// A place for something to move to: close by more often than not.
  private func place(
    near cell: Position, on board: Blueprint, _ generator: inout SmithGenerator,
    where fits: (Terrain) -> Bool, occupied: Bool = false
  ) -> Position? {
    let beside = Direction.allCases.map(cell.neighbor)
    let cells = generator.happens(0.6) ? beside : board.interior
    return generator.pick(
      cells.filter {
        board.contains($0) && fits(board[$0]) && (occupied || !board.isOccupied($0))
      })
  }
}
