import PuzzleRules

/// A level and a state of it as flat tables: what no push or walk can change.
///
/// Cells that nothing can ever enter are left out; the others are numbered in reading order.
/// Directions are numbered as in `Direction.allCases`, so that `direction ^ 1` is the opposite.
final class CompactBoard {
  /// The positions of the cells.
  let positions: [Position]

  /// The number of cells.
  let cellCount: Int

  /// Cell `4 * cell + direction` leads to, or -1 where a wall or an arrow forbids it.
  let next: FlatBuffer<Int16>

  /// The cell from which a step in the direction leads to the cell: `previous[4 * cell + direction]`.
  let previous: FlatBuffer<Int16>

  /// What each cell is made of at first.
  let ground: FlatBuffer<Ground>

  /// The other pad of a lift, or -1.
  let partner: FlatBuffer<Int16>

  /// The goal on a cell: 0 none, 1 for any crate, 2…4 for one colour.
  let goalKind: FlatBuffer<UInt8>

  /// The cells of the goals.
  let goals: [Int]

  /// The colours of the crates: 0 plain, 1…3; sorted, so that equal crates are neighbours.
  let crateColors: [UInt8]

  /// The cells of the crates at first.
  let crateCells: [Int]

  /// The cells that can change, and their numbers by cell, or -1.
  let specials: [Int]
  let specialIndex: FlatBuffer<Int16>

  /// The number of plates of each group.
  let plateCounts: [Int]

  /// Where the keepers stand at first, whoever is in control; -1 without a second keeper.
  let keepers: (first: Int, second: Int)

  /// The keys in hand at first.
  let keysInHand: Int

  /// What has to be reckoned with.
  let features: BoardFeatures

  /// Creates the tables of `level` as it is in `state`.
  init(_ level: Level, _ state: PuzzleState) {
    let draft = BoardDraft(level, state)
    positions = draft.cells
    cellCount = draft.cells.count
    let cellCount = draft.cells.count
    next = FlatBuffer(repeating: -1, count: 4 * cellCount)
    previous = FlatBuffer(repeating: -1, count: 4 * cellCount)
    ground = FlatBuffer(repeating: .plain, count: cellCount)
    partner = FlatBuffer(repeating: -1, count: cellCount)
    goalKind = FlatBuffer(repeating: 0, count: cellCount)
    specialIndex = FlatBuffer(repeating: -1, count: cellCount)
    goals = draft.goals
    let crates = state.crates.compactMap { crate in
      draft.index[crate.position].map { (color: crate.color.number, cell: $0) }
    }.sorted { $0 < $1 }
    crateColors = crates.map(\.color)
    crateCells = crates.map(\.cell)
    specials = draft.specials
    plateCounts = DoorGroup.allCases.map { level.plates(of: $0).count }
    let first = draft.index[state.keeper] ?? -1
    let second = state.waitingKeeper.flatMap { draft.index[$0] } ?? -1
    keepers = (first, second)
    keysInHand = state.keysInHand
    features = BoardFeatures(draft, state)
    for (cell, position) in draft.cells.enumerated() {
      ground[cell] = draft.grounds[cell]
      goalKind[cell] = draft.goalKinds[cell]
      if let other = level.liftPartner(of: position), let other = draft.index[other] {
        partner[cell] = Int16(other)
      }
      for (direction, heading) in Direction.allCases.enumerated() {
        guard let target = draft.index[position.neighbor(heading)],
          draft.arrowsAllow(heading, from: cell, to: target)
        else { continue }
        next[4 * cell + direction] = Int16(target)
        previous[4 * target + direction] = Int16(cell)
      }
    }
    for (number, cell) in draft.specials.enumerated() { specialIndex[cell] = Int16(number) }
  }

  /// Returns whether a crate of `color` fits a goal of `kind`.
  static func fits(color: UInt8, goalKind kind: UInt8) -> Bool {
    kind == 1 || (kind > 1 && kind == color + 1)
  }

  /// The memory the tables take, in bytes.
  var bytes: Int { cellCount * 40 }
}

extension CrateColor? {
  /// The number of the colour: 0 for none.
  var number: UInt8 {
    switch self {
    case nil: 0
    case .blue: 1
    case .yellow: 2
    case .magenta: 3
    }
  }
}
