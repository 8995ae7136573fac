import PuzzleRules

/// The cells of a level that something can enter, before they become flat tables.
struct BoardDraft {
  private(set) var cells: [Position] = []
  private(set) var index: [Position: Int] = [:]
  private(set) var grounds: [Ground] = []
  private(set) var goalKinds: [UInt8] = []
  private var arrows: [Direction?] = []

  /// The cells of the goals, in reading order.
  var goals: [Int] { goalKinds.indices.filter { goalKinds[$0] > 0 } }

  /// The cells that can change: holes, keys, locks and planks.
  var specials: [Int] {
    grounds.indices.filter { cell in
      switch grounds[cell] {
      case .hole, .key, .lock, .plank: true
      case .plain, .ice, .lift, .plateA, .plateB, .plateC, .doorA, .doorB, .doorC: false
      }
    }
  }

  /// Whether some cell is crossed in one sense only.
  var hasArrows: Bool { arrows.contains { $0 != nil } }

  /// Creates the draft of `level` as it is in `state`.
  ///
  /// Locks that no key is left for and doors without plates are walls, keys are floor where no lock
  /// is left, plates where there is no door.
  init(_ level: Level, _ state: PuzzleState) {
    let positions = (0..<level.height).flatMap { row in
      (0..<level.width).map { Position(column: $0, row: row) }
    }
    let surfaces = positions.map { level.surface(at: $0, in: state) }
    let kinds = Set(surfaces)
    let canUnlock = state.keysInHand > 0 || kinds.contains(.key)
    let doors = Set(DoorGroup.allCases.filter { kinds.contains(.door($0)) })
    for (position, surface) in zip(positions, surfaces) {
      switch surface {
      case .outside, .wall: continue
      case .floor: add(position, .plain)
      case .goal(let color): add(position, .plain, goalKind: color.number + 1)
      case .hole: add(position, .hole)
      case .ice: add(position, .ice)
      case .oneWay(let direction): add(position, .plain, arrow: direction)
      case .plate(let group): add(position, doors.contains(group) ? group.plate : .plain)
      case .door(let group):
        guard !level.plates(of: group).isEmpty || state.isOccupied(position) else { continue }
        add(position, group.door)
      case .lift: add(position, .lift)
      case .key: add(position, kinds.contains(.lock) ? .key : .plain)
      case .lock: if canUnlock { add(position, .lock) }
      case .plank: add(position, .plank)
      }
    }
  }

  private mutating func add(
    _ position: Position, _ ground: Ground, goalKind: UInt8 = 0, arrow: Direction? = nil
  ) {
    index[position] = cells.count
    cells.append(position)
    grounds.append(ground)
    goalKinds.append(goalKind)
    arrows.append(arrow)
  }

  /// Whether no arrow of the two cells points against `direction` (game.md 2.1).
  func arrowsAllow(_ direction: Direction, from origin: Int, to target: Int) -> Bool {
    arrows[origin] != direction.opposite && arrows[target] != direction.opposite
  }
}

extension DoorGroup {
  fileprivate var plate: Ground {
    switch self {
    case .a: .plateA
    case .b: .plateB
    case .c: .plateC
    }
  }

  fileprivate var door: Ground {
    switch self {
    case .a: .doorA
    case .b: .doorB
    case .c: .doorC
    }
  }
}
