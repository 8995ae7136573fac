import PuzzleRules

/// New names for what has one, by first use.
struct Names {
  private var groups: [DoorGroup] = []
  private var lifts: [Int] = []
  private var colors: [CrateColor] = []

  mutating func renamed(_ terrain: Terrain) -> Terrain {
    switch terrain {
    case .plate(let group): .plate(DoorGroup.allCases[Names.index(of: group, in: &groups)])
    case .door(let group): .door(DoorGroup.allCases[Names.index(of: group, in: &groups)])
    case .lift(let number): .lift(Names.index(of: number, in: &lifts) + 1)
    case .goal(let color?): .goal(renamed(color))
    case .outside: .wall
    case .wall, .floor, .goal(nil), .hole, .ice, .oneWay, .key, .lock, .plank: terrain
    }
  }

  mutating func renamed(_ color: CrateColor) -> CrateColor {
    CrateColor.allCases[Names.index(of: color, in: &colors)]
  }

  private static func index<Name: Equatable>(of name: Name, in names: inout [Name]) -> Int {
    if let index = names.firstIndex(of: name) { return index }
    names.append(name)
    return names.count - 1
  }
}

extension Level {
  /// The level with doors, lifts and colours named by first use, in reading order.
  var renamed: Level {
    var names = Names()
    let rows = rows.map { row in
      row.map { $0 == .outside ? $0 : names.renamed($0) }
    }
    let crates = start.crates.map { crate in
      Crate(crate.position, color: crate.color.map { names.renamed($0) })
    }
    return Level(
      rows: rows,
      start: PuzzleState(
        keeper: start.keeper, waitingKeeper: start.waitingKeeper,
        activeKeeper: start.activeKeeper, crates: crates),
      notes: notes)
  }
}
