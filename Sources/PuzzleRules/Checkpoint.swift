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
    let objects = state.crates + [state.keeper] + (state.waitingKeeper.map { [$0] } ?? [])
    let standsFree = objects.allSatisfy { level.terrain(at: $0).isEnterable }
    return standsFree && Set(objects).count == objects.count
      && state.crates.count == level.start.crates.count
      && (state.waitingKeeper == nil) == (level.start.waitingKeeper == nil)
      && pushes >= 0 && pushes <= moves && moves <= actions
      && (actions > 0 || state == level.start)
  }
}

extension Terrain {
  fileprivate var isEnterable: Bool {
    switch self {
    case .outside, .wall: false
    case .floor, .goal: true
    }
  }
}
