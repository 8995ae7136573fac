/// A number of pushes that no solution from a scene can do without.
///
/// It is the cost of the cheapest matching of crates and goals. For more crates than that is worth
/// while for it is the sum of the distances to the nearest goals, or, if crates can be spared, the
/// number of goals that are not filled.
final class GoalBound {
  /// The most crates that are matched with goals one to one.
  private static let mostMatched = 48

  private let board: CompactBoard
  private let distances: CrateDistances
  private let matching: Matching?
  private let goals: FlatBuffer<Int>
  private var current: Int?

  init(_ board: CompactBoard, _ distances: CrateDistances) {
    self.board = board
    self.distances = distances
    let crates = board.crateCells.count
    matching = crates <= GoalBound.mostMatched ? Matching(size: crates) : nil
    goals = FlatBuffer(repeating: 0, count: board.goals.count)
    for (number, cell) in board.goals.enumerated() { goals[number] = cell }
  }

  /// The memory it takes, in bytes.
  var bytes: Int { matching?.bytes ?? 0 }

  /// Returns the bound of a scene, or `nil` if it cannot be solved; other scenes are compared with it
  /// from now on.
  func prepare(_ scene: Scene) -> Int? {
    if let matching {
      for crate in 0..<scene.crateCell.count {
        for goal in 0..<scene.crateCell.count {
          matching.set(crate: crate, goal: goal, cost: cost(scene, crate, goal))
        }
      }
      current = GoalBound.pushes(matching.solve())
    } else {
      current = roughBound(scene)
    }
    return current
  }

  /// Returns the bound of a scene that differs from the prepared one by a turn, or `nil` if it cannot
  /// be solved.
  func bound(of scene: Scene, after turn: borrowing Turn) -> Int? {
    guard turn.isPush else { return current }
    guard let matching else { return roughBound(scene) }
    for goal in 0..<scene.crateCell.count {
      matching.setReplacement(goal: goal, cost: cost(scene, turn.crate, goal))
    }
    return GoalBound.pushes(matching.cost(ofReplacing: turn.crate))
  }

  private static func pushes(_ cost: Int32) -> Int? {
    cost >= Matching.impossible ? nil : Int(cost)
  }

  private func cost(_ scene: Scene, _ crate: Int, _ goal: Int) -> Int32 {
    guard goal < goals.count else { return 0 }
    let cell = Int(scene.crateCell[crate])
    guard cell >= 0,
      CompactBoard.fits(
        color: board.crateColors[crate], goalKind: board.goalKind[goals[goal]])
    else { return Matching.impossible }
    let pose = distances.pose(crate: cell, keeper: scene.keeper)
    let pushes = distances.pushes(pose: pose, goal: goal)
    return pushes == CrateDistances.unreachable ? Matching.impossible : Int32(pushes)
  }

  private func roughBound(_ scene: Scene) -> Int? {
    let crates = scene.crateCell.count
    var bound = 0
    guard crates == goals.count else {
      for goal in 0..<goals.count where !isFilled(scene, goals[goal]) { bound += 1 }
      return scene.liveCrates < goals.count ? nil : bound
    }
    for crate in 0..<crates {
      let cell = Int(scene.crateCell[crate])
      guard cell >= 0 else { return nil }
      let pushes = distances.pushesToNearestGoal(
        pose: distances.pose(crate: cell, keeper: scene.keeper), color: board.crateColors[crate])
      guard pushes != CrateDistances.unreachable else { return nil }
      bound += Int(pushes)
    }
    return bound
  }

  private func isFilled(_ scene: Scene, _ goal: Int) -> Bool {
    let crate = Int(scene.crateAt[goal])
    return crate >= 0
      && CompactBoard.fits(color: board.crateColors[crate], goalKind: board.goalKind[goal])
  }
}
