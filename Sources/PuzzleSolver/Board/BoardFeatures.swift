import PuzzleRules

/// Which mechanics a board has, and so which techniques are sound on it.
struct BoardFeatures {
  /// Whether there are two keepers.
  let hasTwoKeepers: Bool

  /// Whether a walk can change the board: keys, locks or planks.
  let hasEvents: Bool

  /// Whether some cells open and shut, or carry a keeper away: doors or lifts.
  let hasDoorsOrLifts: Bool

  /// Whether some cells are crossed in one sense only.
  let hasArrows: Bool

  /// Whether crates slide.
  let hasIce: Bool

  /// Whether crates can vanish.
  let hasHoles: Bool

  /// Whether all planks, holes, keys and locks stay as they are, so that nothing but crates and
  /// keepers moves.
  let isPlain: Bool

  init(_ draft: BoardDraft, _ state: PuzzleState) {
    let kinds = Set(draft.grounds)
    hasTwoKeepers = state.waitingKeeper != nil
    hasEvents = !kinds.isDisjoint(with: [.key, .lock, .plank])
    hasDoorsOrLifts = !kinds.isDisjoint(with: [.lift, .doorA, .doorB, .doorC])
    hasArrows = draft.hasArrows
    hasIce = kinds.contains(.ice)
    hasHoles = !kinds.isDisjoint(with: [.hole, .plank])
    isPlain = !hasEvents && !hasDoorsOrLifts && !hasTwoKeepers
  }

  /// Whether walking back is not always possible, so that what a keeper can reach does not tell
  /// where he can come from.
  var walksAreDirected: Bool { hasArrows || hasDoorsOrLifts }

  /// Whether nothing but walls, goals and crates, coloured or not, is there.
  var isClassic: Bool { isPlain && !hasArrows && !hasIce && !hasHoles }
}
