import PuzzleRules

/// Whether what is special about a level is needed (game.md 5.2, Q2 to Q4).
struct MechanicTrials {
  let level: Level
  let judge: Judge
  private let optimum: Judge.Optimum

  /// Prepares tests of `level`, whose fewest pushes may be known already.
  init(_ level: Level, judge: Judge, optimum: Judge.Optimum? = nil) {
    self.level = level
    self.judge = judge
    self.optimum = optimum ?? judge.fewestPushes(level)
  }

  /// Passes if there is no solution with walls for the cells of `mechanic`.
  ///
  /// Colours are no cells, so nothing is asked of them; of a second keeper, each of the two must be
  /// needed. A cell something starts on cannot be a wall, so the level could not even be drawn.
  func wallTest(_ mechanic: Mechanic) -> Trial {
    switch mechanic {
    case .color: return .passed
    case .keeper: return keeperTest()
    case .hole, .ice, .oneWay, .door, .lift, .key, .plank:
      guard let walled = replacing(level.cells(of: mechanic), with: .wall) else { return .passed }
      return isUnsolvable(walled)
    }
  }

  /// Passes if there is no solution, or another best one, with plain floor for the cells of
  /// `mechanic`, or with crates and goals without colour.
  func floorTest(_ mechanic: Mechanic) -> Trial {
    switch mechanic {
    case .keeper: return keeperTest()
    case .color: return isDifferent(neutral(level.positions, crates: true))
    case .hole, .ice, .oneWay, .door, .lift, .key, .plank:
      guard let floored = replacing(level.cells(of: mechanic), with: .floor) else { return .failed }
      return isDifferent(floored)
    }
  }

  /// Passes if there is no solution without either of the keepers.
  func keeperTest() -> Trial {
    guard let second = level.start.waitingKeeper else { return .failed }
    let trials = [level.start.keeper, second].map { keeper -> Trial in
      var board = Blueprint(level)
      board.keeper = keeper
      board.secondKeeper = nil
      return isUnsolvable(board.level)
    }
    return trials.first { $0 == .failed } ?? trials.first { $0 == .undecided } ?? .passed
  }

  /// Whether the level makes use of `mechanic`: the wall test or the floor test passes.
  func uses(_ mechanic: Mechanic) -> Trial {
    if mechanic == .color || mechanic == .keeper { return floorTest(mechanic) }
    let floor = floorTest(mechanic)
    guard floor != .passed else { return .passed }
    let wall = wallTest(mechanic)
    return wall == .failed ? floor : wall
  }

  /// Returns the special cells that could as well be floor and could as well be wall.
  func idleCells() -> [(cell: Position, trial: Trial)] {
    Mechanic.allCases.flatMap { level.cells(of: $0) }.sorted().compactMap { cell in
      let trial = matters(cell)
      return trial == .passed ? nil : (cell, trial)
    }
  }

  /// Whether a special cell alone, made floor or made wall, changes the level; a goal of a colour,
  /// made one for any crate.
  func matters(_ cell: Position) -> Trial {
    if level.terrain(at: cell).mechanic == .color {
      return isDifferent(neutral([cell], crates: false))
    }
    let floored = replacing([cell], with: .floor).map(isDifferent) ?? .failed
    guard floored != .passed, let walled = replacing([cell], with: .wall) else { return floored }
    let wall = isDifferent(walled)
    return wall == .failed ? floored : wall
  }

  /// Returns the crates without which, and without the goal each ends on in `solution` where there
  /// are no more crates than goals, the best result is the same.
  func idleCrates(solution: [RecordedAction]) -> [(cell: Position, trial: Trial)] {
    let ends = CrateTracks(of: solution, in: level).ends
    let isTied = level.start.crates.count <= level.goals.count
    return level.start.crates.compactMap { crate in
      var board = Blueprint(level)
      board.crates.removeAll { $0.position == crate.position }
      if isTied, let end = ends[crate.position], board[end].isGoal { board[end] = .floor }
      guard board.positions.contains(where: { board[$0].isGoal }) else { return nil }
      let trial = isDifferent(board.level)
      return trial == .passed ? nil : (crate.position, trial)
    }
  }

  /// Whether `other` has no solution or another best one, in pushes or else in moves.
  private func isDifferent(_ other: Level) -> Trial {
    let optimum = judge.fewestPushes(other)
    guard optimum != .unknown, self.optimum != .unknown else { return .undecided }
    guard optimum == self.optimum else { return .passed }
    let moves = [level, other].map { level -> Int? in
      guard case .solved(let par, _) = judge.solve(level) else { return nil }
      return par.moves
    }
    guard let mine = moves[0], let others = moves[1] else { return .undecided }
    return mine == others ? .failed : .passed
  }

  private func isUnsolvable(_ other: Level) -> Trial {
    switch judge.fewestPushes(other) {
    case .unsolvable: .passed
    case .pushes: .failed
    case .unknown: .undecided
    }
  }

  private func replacing(_ cells: [Position], with terrain: Terrain) -> Level? {
    var board = Blueprint(level)
    for cell in cells {
      guard terrain == .floor || !board.isOccupied(cell) else { return nil }
      board[cell] = terrain
    }
    return board.level
  }

  private func neutral(_ cells: [Position], crates: Bool) -> Level {
    var board = Blueprint(level)
    for cell in cells where board[cell].isGoal { board[cell] = .goal(nil) }
    if crates { board.crates = board.crates.map { Crate($0.position) } }
    return board.level
  }
}
