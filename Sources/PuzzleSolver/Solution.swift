package import PuzzleRules

/// Actions that solve a level, as the rules themselves replay them.
package struct Solution: Hashable, Sendable {
  /// What to do, one after the other.
  package let actions: [RecordedAction]

  /// The number of pushes.
  package let pushes: Int

  /// The number of moves, pushes included.
  package let moves: Int

  /// Replays `actions` in `level` from `state`; `nil` if one is a bump or they do not solve it.
  package init?(_ actions: [Action], in level: Level, from state: PuzzleState) {
    var state = state
    var recorded: [RecordedAction] = []
    for action in actions {
      let (next, outcome) = step(action, in: level, from: state)
      guard let record = RecordedAction(action, outcome: outcome) else { return nil }
      recorded.append(record)
      state = next
    }
    guard level.isSolved(state) else { return nil }
    self.actions = recorded
    pushes = recorded.count { $0.isPush }
    moves = recorded.count { $0.isMove }
  }
}
