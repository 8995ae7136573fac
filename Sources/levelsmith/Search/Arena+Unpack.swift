import PuzzleRules

extension Arena {
  /// Returns `state` in the form the rules work on, the first keeper in control.
  func unpack(_ state: ArenaState) -> PuzzleState {
    let crates = slotColors.indices.compactMap { slot -> Crate? in
      let cell = state.objects.crates[slot]
      return cell == Arena.none ? nil : Crate(positions[Int(cell)], color: slotColors[slot])
    }
    func changed(_ kind: Kind, _ bits: [UInt64]) -> [Position] {
      changeable.filter { kinds[$0] == kind && state.objects.changes & bits[$0] != 0 }
        .map { positions[$0] }
    }
    let filled = changed(.hole, changeBits) + changed(.plank, fillBits)
    return PuzzleState(
      keeper: positions[Int(state.keepers.first)],
      waitingKeeper: state.keepers.second == Arena.none
        ? nil : positions[Int(state.keepers.second)],
      crates: crates, filledHoles: PositionSet(filled),
      brokenPlanks: PositionSet(changed(.plank, changeBits)),
      takenKeys: PositionSet(changed(.key, changeBits)),
      openedLocks: PositionSet(changed(.lock, changeBits)),
      keysInHand: keysInHand(state.objects.changes))
  }
}
