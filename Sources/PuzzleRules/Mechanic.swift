/// What a board may have beyond the core, in the order of the chapters from 2 on (game.md 2.1).
package enum Mechanic: String, Hashable, Sendable, CaseIterable {
  /// Holes to be filled.
  case hole
  /// Ice to slide on.
  case ice
  /// One-way cells.
  case oneWay = "one-way"
  /// Plates and the doors they open.
  case door
  /// Lifts.
  case lift
  /// Crates and goals of a colour.
  case color = "colour"
  /// Keys and locks.
  case key
  /// A second keeper.
  case keeper
  /// Rotten planks.
  case plank

  /// The chapter that introduces it: 2…10.
  package var chapter: Int {
    switch self {
    case .hole: 2
    case .ice: 3
    case .oneWay: 4
    case .door: 5
    case .lift: 6
    case .color: 7
    case .key: 8
    case .keeper: 9
    case .plank: 10
    }
  }
}

extension Terrain {
  /// The mechanic the cell belongs to, if it is not of the core.
  package var mechanic: Mechanic? {
    switch self {
    case .outside, .wall, .floor, .goal(nil): nil
    case .goal: .color
    case .hole: .hole
    case .ice: .ice
    case .oneWay: .oneWay
    case .plate, .door: .door
    case .lift: .lift
    case .key, .lock: .key
    case .plank: .plank
    }
  }
}

extension Level {
  /// The mechanics on the board, in the order of the chapters.
  package var mechanics: [Mechanic] {
    var found = Set(rows.joined().compactMap(\.mechanic))
    if start.waitingKeeper != nil { found.insert(.keeper) }
    if start.crates.contains(where: { $0.color != nil }) { found.insert(.color) }
    return Mechanic.allCases.filter(found.contains)
  }
}
