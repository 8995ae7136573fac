/// Finds a part of the board that the keeper must open sooner or later and may as well open now.
///
/// Such a corral is closed by crates whose first pushes all lead into it and can all be made now:
/// bringing the first of them forward never costs a push, so that all other pushes can wait. If there
/// is no such push at all, the scene is lost. Only for boards of walls, goals and crates.
final class CorralTest {
  private static let free: UInt8 = 1
  private static let crate: UInt8 = 2

  private let board: CompactBoard
  private let distances: CrateDistances
  private let hasSpares: Bool
  private let member: FlatBuffer<UInt8>
  private let seen: FlatBuffer<UInt32>
  private let members: FlatBuffer<Int32>
  private let isPushed: FlatBuffer<Bool>
  private var memberCount = 0
  private var epoch: UInt32 = 0

  init(_ board: CompactBoard, _ distances: CrateDistances) {
    self.board = board
    self.distances = distances
    hasSpares = board.crateCells.count > board.goals.count
    member = FlatBuffer(repeating: 0, count: board.cellCount)
    seen = FlatBuffer(repeating: 0, count: board.cellCount)
    members = FlatBuffer(repeating: 0, count: board.cellCount)
    isPushed = FlatBuffer(repeating: false, count: board.crateCells.count)
  }

  /// The memory it takes, in bytes.
  var bytes: Int { member.bytes + seen.bytes + members.bytes + isPushed.bytes }

  /// What there is to do.
  enum Verdict {
    /// All pushes have to be looked at.
    case all
    /// The pushes for which `isPush(_:)` is true are enough.
    case some
    /// No push helps.
    case lost
  }

  /// Returns whether a crate closes the corral found last.
  func closes(crate: Int) -> Bool { isPushed[crate] }

  /// Looks for the corral with the fewest pushes in a scene whose walk is explored.
  func find(_ scene: Scene, _ walk: Walk) -> Verdict {
    epoch &+= 1
    var fewest = Int.max
    for cell in 0..<board.cellCount
    where scene.blocked[cell] == 0 && !walk.reaches(cell) && seen[cell] != epoch {
      let pushes = pushes(ofCorralAt: cell, scene, walk)
      if pushes >= 0, pushes < fewest {
        fewest = pushes
        isPushed.fill(false)
        for index in 0..<memberCount {
          let crate = Int(scene.crateAt[Int(members[index])])
          if crate >= 0 { isPushed[crate] = true }
        }
      }
      for index in 0..<memberCount { member[Int(members[index])] = 0 }
      if fewest == 0 { return .lost }
    }
    return fewest == .max ? .all : .some
  }

  /// Returns the number of first pushes of the corral around a cell, or -1 if it is not of the kind.
  private func pushes(ofCorralAt cell: Int, _ scene: Scene, _ walk: Walk) -> Int {
    memberCount = 0
    include(cell, CorralTest.free)
    var index = 0
    var pushes = 0
    while index < memberCount {
      let cell = Int(members[index])
      index += 1
      if member[cell] == CorralTest.free {
        seen[cell] = epoch
        includeNeighbors(of: cell, scene)
      }
      guard index == memberCount else { continue }
      guard let found = firstPushes(scene, walk) else { return -1 }
      pushes = found
    }
    return mustBeOpened(scene) ? pushes : -1
  }

  private func include(_ cell: Int, _ kind: UInt8) {
    guard member[cell] == 0 else { return }
    member[cell] = kind
    members[memberCount] = Int32(cell)
    memberCount += 1
  }

  private func include(anythingOn cell: Int, _ scene: Scene) {
    include(cell, scene.crateAt[cell] >= 0 ? CorralTest.crate : CorralTest.free)
  }

  private func includeNeighbors(of cell: Int, _ scene: Scene) {
    for direction in 0..<4 {
      let neighbor = Int(board.next[4 * cell + direction])
      if neighbor >= 0 { include(anythingOn: neighbor, scene) }
    }
  }

  /// Returns the number of pushes that can open the corral, or `nil` if one leads out of it or has to
  /// wait; what stands in the way of one joins the corral, which is then looked at again.
  private func firstPushes(_ scene: Scene, _ walk: Walk) -> Int? {
    var pushes = 0
    for index in 0..<memberCount where member[Int(members[index])] == CorralTest.crate {
      let cell = Int(members[index])
      let color = board.crateColors[Int(scene.crateAt[cell])]
      for direction in 0..<4 {
        let keeper = Int(board.previous[4 * cell + direction])
        let rest = Int(board.next[4 * cell + direction])
        guard keeper >= 0, rest >= 0, member[keeper] == 0, member[rest] != CorralTest.crate,
          hasSpares
            || distances.canReachGoal(
              pose: distances.pose(crate: rest, keeper: cell), color: color)
        else { continue }
        if member[rest] == 0 {
          guard !walk.reaches(rest) else { return nil }
          include(anythingOn: rest, scene)
          return pushes
        }
        guard walk.reaches(keeper) else {
          include(anythingOn: keeper, scene)
          return pushes
        }
        pushes += 1
      }
    }
    return pushes
  }

  /// Whether a goal inside is without its crate, or a crate that is needed without its goal.
  private func mustBeOpened(_ scene: Scene) -> Bool {
    for index in 0..<memberCount {
      let cell = Int(members[index])
      let kind = board.goalKind[cell]
      let crate = Int(scene.crateAt[cell])
      if crate < 0 {
        if kind > 0 { return true }
      } else if !hasSpares,
        !CompactBoard.fits(color: board.crateColors[crate], goalKind: kind)
      {
        return true
      }
    }
    return false
  }
}
