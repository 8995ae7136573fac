/// Decides what `action` does to `state`: pure, total, and the only place where the rules live.
///
/// The parts below follow game.md 2.2 and 2.3 in order and in name.
package func step(
  _ action: Action, in level: Level, from state: PuzzleState
) -> (state: PuzzleState, outcome: Outcome) {
  switch action {
  case .step(let direction): level.walk(direction, from: state)
  case .swap: level.swapKeepers(in: state)
  }
}

extension Level {
  fileprivate func swapKeepers(in state: PuzzleState) -> (state: PuzzleState, outcome: Outcome) {
    guard let waitingKeeper = state.waitingKeeper else { return (state, .bump) }
    var next = state
    next.waitingKeeper = state.keeper
    next.keeper = waitingKeeper
    next.activeKeeper = 3 - state.activeKeeper
    return (next, .swap)
  }

  /// A step of the keeper in control (2.2).
  fileprivate func walk(
    _ direction: Direction, from state: PuzzleState
  ) -> (state: PuzzleState, outcome: Outcome) {
    let target = state.keeper.neighbor(direction)
    guard keeperMayEnter(target, in: state) else { return (state, .bump) }

    var next = state
    var outcome = Outcome.move
    if let crate = state.indexOfCrate(at: target) {
      guard let rest = restingPlace(ofCrateAt: target, pushed: direction, in: state) else {
        return (state, .bump)
      }
      next.moveCrate(at: crate, to: rest)
      outcome = .push
    }
    next.keeper = target
    return (next, outcome)
  }

  /// Whether terrain and the other keeper let the keeper in; a crate there is not asked (2.2, rule
  /// 2).
  private func keeperMayEnter(_ target: Position, in state: PuzzleState) -> Bool {
    guard state.waitingKeeper != target else { return false }
    return switch terrain(at: target) {
    case .outside, .wall: false
    case .floor, .goal: true
    }
  }

  /// Where a pushed crate ends up, or `nil` if it cannot leave its cell (2.3).
  private func restingPlace(
    ofCrateAt origin: Position, pushed direction: Direction, in state: PuzzleState
  ) -> Position? {
    let target = origin.neighbor(direction)
    return crateMayEnter(target, in: state) ? target : nil
  }

  /// Whether terrain and objects let a crate in (2.3).
  private func crateMayEnter(_ target: Position, in state: PuzzleState) -> Bool {
    switch terrain(at: target) {
    case .outside, .wall: false
    case .floor, .goal: !state.hasCrate(at: target) && !state.hasKeeper(at: target)
    }
  }
}
