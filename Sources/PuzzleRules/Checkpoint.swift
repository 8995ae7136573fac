/// A position reached by actions that are no longer known.
package struct Checkpoint: Hashable, Sendable {
  /// The position.
  package let state: PuzzleState

  /// How many recorded actions led to it.
  package let actions: Int

  /// How many of these were steps.
  package let moves: Int

  /// How many of these were pushes.
  package let pushes: Int

  /// Creates a checkpoint.
  package init(state: PuzzleState, actions: Int, moves: Int, pushes: Int) {
    self.state = state
    self.actions = actions
    self.moves = moves
    self.pushes = pushes
  }

  /// Creates the checkpoint every fresh attempt begins with.
  package init(startOf level: Level) {
    self.init(state: level.start, actions: 0, moves: 0, pushes: 0)
  }

  /// Returns whether the position could occur in `level` as far as a look at it can tell.
  package func isPossible(in level: Level) -> Bool {
    pushes >= 0 && pushes <= moves && moves <= actions
      && (actions > 0 || state == level.start)
      && state.hasObjects(of: level) && state.hasChanges(of: level)
  }
}

extension PuzzleState {
  /// Whether the objects are those of `level`, less what holes swallowed, each on a cell of its own
  /// that can be entered.
  fileprivate func hasObjects(of level: Level) -> Bool {
    let objects = cratePositions + [keeper] + (waitingKeeper.map { [$0] } ?? [])
    var colors = level.start.crates.map(\.color)
    for crate in crates {
      guard let index = colors.firstIndex(of: crate.color) else { return false }
      colors.remove(at: index)
    }
    return colors.count == filledHoles.count
      && objects.allSatisfy { level.surface(at: $0, in: self).isEnterable }
      && Set(objects).count == objects.count
      && (waitingKeeper == nil) == (level.start.waitingKeeper == nil)
      && (activeKeeper == 1 || activeKeeper == 2 && waitingKeeper != nil)
  }

  /// Whether what was filled, broken, taken and opened is there to be so.
  fileprivate func hasChanges(of level: Level) -> Bool {
    brokenPlanks.allSatisfy { level.terrain(at: $0) == .plank }
      && filledHoles.allSatisfy { level.terrain(at: $0) == .hole || brokenPlanks.contains($0) }
      && takenKeys.allSatisfy { level.terrain(at: $0) == .key }
      && openedLocks.allSatisfy { level.terrain(at: $0) == .lock }
      && keysInHand >= 0 && keysInHand == takenKeys.count - openedLocks.count
  }
}

extension Terrain {
  fileprivate var isEnterable: Bool {
    switch self {
    case .outside, .wall, .hole, .lock: false
    case .floor, .goal, .ice, .oneWay, .plate, .door, .lift, .key, .plank: true
    }
  }
}
