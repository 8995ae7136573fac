extension Level {
  /// Returns what the cell at `position` has become in `state`: floor where a hole was filled, a key
  /// taken or a lock opened, a hole where a plank broke.
  package func surface(at position: Position, in state: PuzzleState) -> Terrain {
    let terrain = terrain(at: position)
    return switch terrain {
    case .hole: state.filledHoles.contains(position) ? .floor : .hole
    case .key: state.takenKeys.contains(position) ? .floor : .key
    case .lock: state.openedLocks.contains(position) ? .floor : .lock
    case .plank:
      !state.brokenPlanks.contains(position)
        ? .plank : state.filledHoles.contains(position) ? .floor : .hole
    case .outside, .wall, .floor, .goal, .ice, .oneWay, .plate, .door, .lift: terrain
    }
  }

  /// Returns whether the door at `position` is open in `state`: all plates of its group are pressed,
  /// and there is one, or something stands in it.
  package func isDoorOpen(at position: Position, in state: PuzzleState) -> Bool {
    guard case .door(let group) = terrain(at: position) else { return false }
    if state.isOccupied(position) { return true }
    let plates = plates(of: group)
    return !plates.isEmpty && plates.allSatisfy { state.isOccupied($0) }
  }

  /// Returns whether every goal carries a crate that fits (game.md 1).
  package func isSolved(_ state: PuzzleState) -> Bool {
    goals.allSatisfy { goal in
      guard let crate = state.crate(at: goal) else { return false }
      return terrain(at: goal).fits(crate)
    }
  }
}

extension Terrain {
  /// Whether the cell is to be filled with a crate.
  package var isGoal: Bool {
    switch self {
    case .goal: true
    case .outside, .wall, .floor, .hole, .ice, .oneWay, .plate, .door, .lift, .key, .lock, .plank:
      false
    }
  }

  /// Returns whether the cell is a goal that `crate` fills.
  package func fits(_ crate: Crate) -> Bool {
    guard case .goal(let color) = self else { return false }
    return color == nil || color == crate.color
  }
}
