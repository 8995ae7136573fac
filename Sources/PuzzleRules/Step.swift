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
  ///
  /// Doors are judged by `state`, never by what becomes of it (rule 1).
  fileprivate func walk(
    _ direction: Direction, from state: PuzzleState
  ) -> (state: PuzzleState, outcome: Outcome) {
    let target = state.keeper.neighbor(direction)
    guard keeperMayEnter(target, stepping: direction, in: state) else { return (state, .bump) }

    var next = state
    var outcome = Outcome.move
    if let crate = state.indexOfCrate(at: target) {
      guard let rest = rest(ofCrateAt: target, pushed: direction, in: state) else {
        return (state, .bump)
      }
      switch rest {
      case .cell(let cell): next.moveCrate(at: crate, to: cell)
      case .hole(let cell):
        next.removeCrate(at: crate)
        next.filledHoles.insert(cell)
      }
      outcome = .push
    }
    enterKeeper(target, in: &next)
    useKeys(entering: target, in: &next)
    breakPlank(leaving: state.keeper, in: &next)
    return (next, outcome)
  }

  /// Whether all but a crate lets the keeper in (2.2, rule 2).
  ///
  /// A crate in a door holds it open, and none is ever on an open hole, so that neither needs to be
  /// asked for a crate.
  private func keeperMayEnter(
    _ target: Position, stepping direction: Direction, in state: PuzzleState
  ) -> Bool {
    guard state.waitingKeeper != target,
      arrowsAllow(direction, from: state.keeper, to: target)
    else { return false }
    return switch surface(at: target, in: state) {
    case .outside, .wall, .hole: false
    case .door: isDoorOpen(at: target, in: state)
    case .lock: state.keysInHand > 0
    case .floor, .goal, .ice, .oneWay, .plate, .lift, .key, .plank: true
    }
  }

  /// The keeper enters, and is carried on by a lift whose other pad is free (2.2, rule 4).
  private func enterKeeper(_ target: Position, in next: inout PuzzleState) {
    next.keeper = target
    guard let partner = liftPartner(of: target), !next.isOccupied(partner) else { return }
    next.keeper = partner
  }

  /// A lock that was entered uses up a key; a key lying where the keeper ends is taken (2.2, rule
  /// 5).
  private func useKeys(entering target: Position, in next: inout PuzzleState) {
    switch surface(at: target, in: next) {
    case .lock:
      next.openedLocks.insert(target)
      next.keysInHand -= 1
    case .key:
      next.takenKeys.insert(target)
      next.keysInHand += 1
    case .outside, .wall, .floor, .goal, .hole, .ice, .oneWay, .plate, .door, .lift, .plank: break
    }
  }

  /// A plank that was left empty breaks (2.2, rule 6).
  ///
  /// Only the cell the keeper left can be one: he takes the place of the crate he pushed, and no
  /// crate slides over a plank.
  private func breakPlank(leaving origin: Position, in next: inout PuzzleState) {
    guard terrain(at: origin) == .plank, !next.brokenPlanks.contains(origin) else { return }
    next.brokenPlanks.insert(origin)
  }
}

// MARK: A pushed crate (2.3)

/// What becomes of a pushed crate.
private enum CrateRest {
  case cell(Position)
  case hole(Position)
}

extension Level {
  /// Where a pushed crate ends up, or `nil` if it cannot leave its cell.
  ///
  /// Occupants are those of `state`: the keeper counts as standing where he pushes from, and the
  /// cell the crate leaves, reserved for him, counts as taken.
  private func rest(
    ofCrateAt origin: Position, pushed direction: Direction, in state: PuzzleState
  ) -> CrateRest? {
    var cell = origin
    while crateMayEnter(from: cell, pushed: direction, in: state) {
      cell = cell.neighbor(direction)
      switch surface(at: cell, in: state) {
      case .ice: continue
      case .hole: return .hole(cell)
      case .lift:
        guard let partner = liftPartner(of: cell), !state.isOccupied(partner) else {
          return .cell(cell)
        }
        return .cell(partner)
      case .outside, .wall, .floor, .goal, .oneWay, .plate, .door, .key, .lock, .plank:
        return .cell(cell)
      }
    }
    return cell == origin ? nil : .cell(cell)
  }

  /// Whether terrain and objects let a crate in.
  private func crateMayEnter(
    from cell: Position, pushed direction: Direction, in state: PuzzleState
  ) -> Bool {
    let target = cell.neighbor(direction)
    guard arrowsAllow(direction, from: cell, to: target), !state.isOccupied(target) else {
      return false
    }
    return switch surface(at: target, in: state) {
    case .outside, .wall, .lock: false
    case .door: isDoorOpen(at: target, in: state)
    case .floor, .goal, .hole, .ice, .oneWay, .plate, .lift, .key, .plank: true
    }
  }

  /// Whether no arrow of the cell left or the cell entered points against `direction` (2.1).
  private func arrowsAllow(
    _ direction: Direction, from origin: Position, to target: Position
  ) -> Bool {
    let against = Terrain.oneWay(direction.opposite)
    return terrain(at: origin) != against && terrain(at: target) != against
  }
}
