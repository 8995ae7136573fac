/// How many pushes a crate needs to each goal if nothing else stood in its way: never too many.
///
/// Nothing else means: no other crates, all doors open, holes and broken planks filled, locks opened,
/// and the other keeper wherever he is needed to stop a slide. With one keeper it is taken into
/// account on which side of the crate he is, since he cannot pass it before it is pushed.
final class CrateDistances {
  /// The distance of what cannot be reached.
  static let unreachable: UInt16 = .max

  /// The most cells of a board on which the keeper's side is told.
  private static let mostCellsForSides = 512

  private static let sides = 5

  private let board: CompactBoard
  private let goalCount: Int
  private let hasSides: Bool
  private let side: FlatBuffer<UInt8>
  private let distance: FlatBuffer<UInt16>
  private let nearest: FlatBuffer<UInt16>

  /// Computes all distances; throws if it is told to stop.
  init(_ board: CompactBoard, _ watch: SearchWatch) throws(SearchStop) {
    self.board = board
    goalCount = board.goals.count
    let cells = board.cellCount
    let mayHaveSides = !board.features.hasTwoKeepers && cells <= CrateDistances.mostCellsForSides
    let bytes = CrateDistances.sides * cells * (2 * goalCount + cells / 5 + 80)
    hasSides = mayHaveSides && bytes < watch.limits.memory / 8
    let poses = hasSides ? CrateDistances.sides * cells : cells
    try watch.use(bytes: poses * (2 * goalCount + 80) + (hasSides ? cells * cells : 0))
    side = FlatBuffer(repeating: 0, count: hasSides ? cells * cells : 0)
    distance = FlatBuffer(
      repeating: CrateDistances.unreachable, count: poses * max(goalCount, 1))
    nearest = FlatBuffer(repeating: CrateDistances.unreachable, count: 4 * poses)
    let queue = FlatBuffer<Int32>(repeating: 0, count: poses)
    if hasSides {
      let neighbors = (0..<cells).map { self.neighbors(of: $0) }
      for cell in 0..<cells {
        try watch.check()
        findSides(of: cell, neighbors, queue)
      }
    }
    let pushes = try LonePushes(self, board, poses: poses, watch)
    for goal in 0..<goalCount {
      try watch.check()
      measure(goal, pushes, queue)
    }
    for color in Set(board.crateColors) {
      for pose in 0..<poses {
        try watch.check()
        nearest[4 * pose + Int(color)] = pushesToNearestGoal(pose, color: color)
      }
    }
  }

  /// Returns the number that stands for a crate on a cell while the keeper is on another.
  @inline(__always)
  func pose(crate cell: Int, keeper: Int) -> Int {
    hasSides
      ? CrateDistances.sides * cell + Int(side[cell * board.cellCount + keeper]) : cell
  }

  /// Returns the poses of a crate on a cell.
  func poses(of cell: Int) -> Range<Int> {
    hasSides
      ? CrateDistances.sides * cell..<CrateDistances.sides * (cell + 1) : cell..<cell + 1
  }

  /// Returns the pushes from a pose to a goal.
  @inline(__always)
  func pushes(pose: Int, goal: Int) -> UInt16 { distance[pose * goalCount + goal] }

  /// Returns the pushes from a pose to the nearest goal that a crate of `color` fits.
  @inline(__always)
  func pushesToNearestGoal(pose: Int, color: UInt8) -> UInt16 { nearest[4 * pose + Int(color)] }

  /// Returns whether a crate of `color` can come to any goal that it fits.
  @inline(__always)
  func canReachGoal(pose: Int, color: UInt8) -> Bool {
    nearest[4 * pose + Int(color)] != CrateDistances.unreachable
  }

  private func pushesToNearestGoal(_ pose: Int, color: UInt8) -> UInt16 {
    var least = CrateDistances.unreachable
    for goal in 0..<goalCount
    where CompactBoard.fits(color: color, goalKind: board.goalKind[board.goals[goal]]) {
      least = min(least, distance[pose * goalCount + goal])
    }
    return least
  }

  /// Numbers the parts into which a crate on `cell` cuts the board, as far as they touch it.
  private func findSides(of cell: Int, _ neighbors: [[Int]], _ stack: borrowing FlatBuffer<Int32>) {
    let row = cell * board.cellCount
    let far = UInt8(CrateDistances.sides - 1)
    for other in 0..<board.cellCount { side[row + other] = far }
    var found: UInt8 = 0
    for start in neighbors[cell] where side[row + start] == far && start != cell && found < far {
      side[row + start] = found
      stack[0] = Int32(start)
      var height = 1
      while height > 0 {
        height -= 1
        for target in neighbors[Int(stack[height])]
        where target != cell && side[row + target] == far {
          side[row + target] = found
          stack[height] = Int32(target)
          height += 1
        }
      }
      found += 1
    }
  }

  /// The cells next to one, arrows or not, and those to which a lift might carry from there.
  private func neighbors(of cell: Int) -> [Int] {
    var cells: Set<Int> = []
    for direction in 0..<4 {
      cells.insert(Int(board.next[4 * cell + direction]))
      cells.insert(Int(board.previous[4 * cell + direction]))
    }
    cells.insert(Int(board.partner[cell]))
    return cells.filter { $0 >= 0 }.sorted()
  }

  private func measure(
    _ goal: Int, _ pushes: borrowing LonePushes, _ queue: borrowing FlatBuffer<Int32>
  ) {
    var count = 0
    for pose in poses(of: board.goals[goal]) {
      distance[pose * goalCount + goal] = 0
      queue[count] = Int32(pose)
      count += 1
    }
    var index = 0
    while index < count {
      let pose = Int(queue[index])
      index += 1
      let next = distance[pose * goalCount + goal] + 1
      for source in pushes.sources[pose]
      where distance[source * goalCount + goal] == CrateDistances.unreachable {
        distance[source * goalCount + goal] = next
        queue[count] = Int32(source)
        count += 1
      }
    }
  }
}

/// The pushes of a crate on its own, backwards.
struct LonePushes {
  /// The poses from which one push leads to a pose.
  private(set) var sources: [[Int]]

  init(
    _ distances: CrateDistances, _ board: CompactBoard, poses: Int, _ watch: SearchWatch
  ) throws(SearchStop) {
    sources = Array(repeating: [], count: poses)
    let spares = board.crateCells.count > board.goals.count
    for cell in 0..<board.cellCount where spares || board.ground[cell] != .hole {
      try watch.check()
      for direction in 0..<4 {
        let keeper = Int(board.previous[4 * cell + direction])
        guard keeper >= 0 else { continue }
        let source = distances.pose(crate: cell, keeper: keeper)
        for rest in LonePushes.rests(of: cell, direction, board, spares: spares) {
          for landing in [cell, Int(board.partner[cell])] where landing >= 0 && landing != rest {
            let target = distances.pose(crate: rest, keeper: landing)
            if !sources[target].contains(source) { sources[target].append(source) }
          }
        }
      }
    }
  }

  /// Where a push might leave a crate, depending on what else is on the board.
  static func rests(
    of cell: Int, _ direction: Int, _ board: CompactBoard, spares: Bool
  ) -> [Int] {
    var rests: [Int] = []
    var cell = cell
    while true {
      let entered = Int(board.next[4 * cell + direction])
      guard entered >= 0 else { return rests }
      switch board.ground[entered] {
      case .ice:
        rests.append(entered)
        cell = entered
      case .lift:
        rests.append(entered)
        if board.partner[entered] >= 0 { rests.append(Int(board.partner[entered])) }
        return rests
      case .hole:
        if spares { rests.append(entered) }
        return rests
      case .plain, .key, .lock, .plank, .plateA, .plateB, .plateC, .doorA, .doorB, .doorC:
        rests.append(entered)
        return rests
      }
    }
  }
}
