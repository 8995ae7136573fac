/// What the searches of one level work with, made once.
final class SearchTools {
  let board: CompactBoard
  let hashes: SceneHashes
  let scene: Scene
  let codec: SceneCodec
  let walk: Walk
  let childWalk: Walk
  let turns = TurnList()
  let distances: CrateDistances
  let bound: GoalBound
  let freeze: FreezeTest
  let corral: CorralTest?
  let watch: SearchWatch

  /// Whether crates may be lost or left over.
  let hasSpares: Bool

  /// Makes the tools; throws if that takes too long or too much memory.
  init(_ board: CompactBoard, _ watch: SearchWatch) throws(SearchStop) {
    self.board = board
    self.watch = watch
    try watch.use(bytes: board.bytes)
    hashes = SceneHashes(board)
    scene = Scene(board, hashes: hashes)
    codec = SceneCodec(board)
    walk = Walk(board)
    childWalk = Walk(board)
    try watch.use(bytes: hashes.bytes + scene.bytes + walk.bytes + childWalk.bytes)
    distances = try CrateDistances(board, watch)
    bound = GoalBound(board, distances)
    freeze = try FreezeTest(board, distances, watch)
    corral = board.features.isClassic ? CorralTest(board, distances) : nil
    try watch.use(bytes: bound.bytes + freeze.bytes + (corral?.bytes ?? 0))
    hasSpares = board.crateCells.count > board.goals.count
  }

  /// Makes tools to look at a second scene of the same board with; `bySteps` is for two keepers, each
  /// of whose steps is to be a turn.
  init(besides tools: SearchTools, bySteps: Bool = false) throws(SearchStop) {
    board = tools.board
    watch = tools.watch
    hashes = tools.hashes
    codec = tools.codec
    distances = tools.distances
    freeze = tools.freeze
    corral = tools.corral
    hasSpares = tools.hasSpares
    scene = Scene(board, hashes: hashes)
    walk = Walk(board, bySteps: bySteps)
    childWalk = Walk(board)
    bound = GoalBound(board, distances)
    try watch.use(bytes: scene.bytes + walk.bytes + childWalk.bytes + bound.bytes)
  }

  /// Sets the scene to the beginning.
  func restart() {
    scene.clear()
    for (crate, cell) in board.crateCells.enumerated() { scene.place(crate: crate, on: cell) }
    scene.set(keeper: board.keepers.first, other: board.keepers.second)
  }

  /// Returns whether a turn is plainly a mistake: it takes a crate that is needed out of reach of all
  /// goals.
  @inline(__always)
  func isDead(_ turn: borrowing Turn) -> Bool {
    guard turn.isPush, scene.liveCrates == board.goals.count else { return false }
    if turn.vanishes { return true }
    let pose = distances.pose(crate: turn.rest, keeper: turn.landing)
    return !distances.canReachGoal(pose: pose, color: board.crateColors[turn.crate])
  }

  /// Returns the pushes needed after a turn that was just taken, or `nil` if it lost.
  @inline(__always)
  func bound(after turn: borrowing Turn) -> Int? {
    if turn.isPush, !turn.vanishes, scene.liveCrates == board.goals.count,
      freeze.isLost(scene, crate: turn.crate)
    {
      return nil
    }
    return bound.bound(of: scene, after: turn)
  }

  /// Calls `body` with each turn from the scene that may lead to a solution, while it is taken.
  ///
  /// It is told the pushes needed after the turn and the hash of the class, which the codec holds, and
  /// ends the visit by returning true. The bound must be prepared.
  @inline(__always)
  func visitChildren(
    _ body: (_ turn: borrowing Turn, _ bound: Int, _ hash: UInt64) throws(SearchStop) -> Bool
  ) throws(SearchStop) {
    walk.explore(scene)
    guard listTurns() else { return }
    var last: Turn?
    var lastIsLost = false
    for turn in turns.turns where !isDead(turn) {
      try watch.check()
      if walk.isOfPairs, let like = last, turn.isLike(like) {
        if lastIsLost || childWalk.sharesClass(walk.stance(turn.landing, turn.other)) { continue }
      }
      scene.take(turn)
      defer { scene.takeBack(turn) }
      last = turn
      let bound = bound(after: turn)
      lastIsLost = bound == nil
      guard let bound else { continue }
      if try body(turn, bound, writeClass()) { return }
    }
  }

  /// Lists the turns worth taking; returns false if the scene is lost.
  private func listTurns() -> Bool {
    turns.list(scene, walk)
    guard let corral else { return true }
    switch corral.find(scene, walk) {
    case .all: return true
    case .lost: return false
    case .some:
      turns.keep { corral.closes(crate: $0) }
      return true
    }
  }

  /// Writes the scene as it is, keepers in either order, and returns its hash.
  func writeExactly() -> UInt64 { write(scene.keeper, scene.other) }

  /// Writes the scene as its class, and returns its hash.
  func writeClass() -> UInt64 {
    let (first, second) = childWalk.cells(of: childWalk.representative(of: scene))
    return write(first, second)
  }

  private func write(_ first: Int, _ second: Int) -> UInt64 {
    let keepers = second >= 0 ? (min(first, second), max(first, second)) : (first, second)
    codec.write(scene, keepers: keepers)
    return scene.hash ^ hashes.keepers(first, second)
  }
}
