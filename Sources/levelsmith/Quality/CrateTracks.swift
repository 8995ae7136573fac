import PuzzleRules

/// Which crate each push of a solution moves, and where it leaves it.
struct CrateTracks {
  /// A push, with the position it is made from.
  struct Push {
    let before: PuzzleState
    let after: PuzzleState

    /// Where the crate pushed stood at the start of the level.
    let crate: Position
  }

  /// The pushes, in order; those up to the first action that is refused.
  let pushes: [Push]

  /// Where each crate ends, by where it starts; nothing for one that is gone.
  let ends: [Position: Position]

  init(of solution: [RecordedAction], in level: Level) {
    var state = level.start
    var origins = Dictionary(
      uniqueKeysWithValues: level.start.crates.map { ($0.position, $0.position) })
    var pushes: [Push] = []
    for action in solution {
      let (next, outcome) = step(action.action, in: level, from: state)
      if outcome == .bump { break }
      if outcome == .push, case .step(let direction) = action.action {
        let crate = state.keeper.neighbor(direction)
        let origin = origins.removeValue(forKey: crate) ?? crate
        pushes.append(Push(before: state, after: next, crate: origin))
        if let end = next.crates.first(where: { !state.hasCrate(at: $0.position) }) {
          origins[end.position] = origin
        }
      }
      state = next
    }
    self.pushes = pushes
    ends = Dictionary(uniqueKeysWithValues: origins.map { ($1, $0) })
  }
}
