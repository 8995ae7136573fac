/// Finds crates that can never move again although they are not where they belong.
///
/// It is asked only while no crate can be spared. A crate is frozen if both its axes are blocked; a
/// push is blocked by walls and arrows, if it leads only to cells from which no goal can be reached,
/// or by another frozen crate, the crates asked before being taken for frozen.
final class FreezeTest {
  private let board: CompactBoard
  private let isPossible: FlatBuffer<Bool>
  private let isAssumed: FlatBuffer<Bool>
  private let assumed: FlatBuffer<Int32>
  private var assumedCount = 0

  init(
    _ board: CompactBoard, _ distances: CrateDistances, _ watch: SearchWatch
  ) throws(SearchStop) {
    self.board = board
    isPossible = FlatBuffer(repeating: false, count: 16 * board.cellCount)
    isAssumed = FlatBuffer(repeating: false, count: board.cellCount)
    assumed = FlatBuffer(repeating: 0, count: board.cellCount)
    let spares = board.crateCells.count > board.goals.count
    for cell in 0..<board.cellCount {
      try watch.check()
      for direction in 0..<4 where board.previous[4 * cell + direction] >= 0 {
        let rests = LonePushes.rests(of: cell, direction, board, spares: spares)
        for color in 0..<4 {
          isPossible[16 * cell + 4 * color + direction] = rests.contains { rest in
            distances.poses(of: rest).contains {
              distances.canReachGoal(pose: $0, color: UInt8(color))
            }
          }
        }
      }
    }
  }

  /// The memory it takes, in bytes.
  var bytes: Int { isPossible.bytes + isAssumed.bytes + assumed.bytes }

  /// Returns whether a crate, just pushed, is frozen together with one that is not on its goal.
  func isLost(_ scene: Scene, crate: Int) -> Bool {
    assumedCount = 0
    let isFrozen = isFrozen(scene, Int(scene.crateCell[crate]))
    var isLost = false
    for index in 0..<assumedCount {
      let cell = Int(assumed[index])
      isAssumed[cell] = false
      let color = board.crateColors[Int(scene.crateAt[cell])]
      if !CompactBoard.fits(color: color, goalKind: board.goalKind[cell]) { isLost = true }
    }
    return isFrozen && isLost
  }

  private func isFrozen(_ scene: Scene, _ cell: Int) -> Bool {
    let before = assumedCount
    isAssumed[cell] = true
    assumed[assumedCount] = Int32(cell)
    assumedCount += 1
    if isBlocked(scene, cell, axis: 0), isBlocked(scene, cell, axis: 2) { return true }
    for index in before..<assumedCount { isAssumed[Int(assumed[index])] = false }
    assumedCount = before
    return false
  }

  private func isBlocked(_ scene: Scene, _ cell: Int, axis: Int) -> Bool {
    isBlocked(scene, cell, direction: axis) && isBlocked(scene, cell, direction: axis + 1)
  }

  private func isBlocked(_ scene: Scene, _ cell: Int, direction: Int) -> Bool {
    let color = Int(board.crateColors[Int(scene.crateAt[cell])])
    guard isPossible[16 * cell + 4 * color + direction] else { return true }
    return isFrozenCrate(scene, Int(board.next[4 * cell + direction]))
      || isFrozenCrate(scene, Int(board.previous[4 * cell + direction]))
  }

  private func isFrozenCrate(_ scene: Scene, _ cell: Int) -> Bool {
    guard scene.crateAt[cell] >= 0 else { return false }
    return isAssumed[cell] || isFrozen(scene, cell)
  }
}
