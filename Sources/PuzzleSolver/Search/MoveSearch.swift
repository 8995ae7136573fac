/// Finds the fewest moves of all solutions with the fewest pushes, which must be known.
///
/// Scenes from which so few pushes are not enough are left out. In all others the pushes so far follow
/// from the scene, so that the search goes by the moves and the pushes that remain. Two keepers are
/// moved step by step, since most walks of the one are the same wherever the other stands.
final class MoveSearch {
  private let tools: SearchTools
  private let watch: SearchWatch
  private let fewestPushes: Int
  private let store: SceneStore
  /// Not there where classes are too large to be looked at.
  private let budget: BudgetTest?
  private var queue = BucketQueue()

  /// Prepares the search; throws if there is not even memory for its beginning.
  init(_ tools: SearchTools, fewestPushes: Int) throws(SearchStop) {
    self.tools =
      tools.walk.isOfPairs ? try SearchTools(besides: tools, bySteps: true) : tools
    self.fewestPushes = fewestPushes
    watch = tools.watch
    store = try SceneStore(rowLength: tools.codec.rowLength, watch)
    budget = tools.walk.isStepwise ? nil : try BudgetTest(tools)
  }

  /// Returns the way to a solution, or `nil` if none has so few pushes.
  func run() throws(SearchStop) -> ScenePath? {
    tools.restart()
    try enter(tools.writeExactly(), parent: Int(SceneStore.none), pushes: 0, moves: 0)
    while let (node, _) = queue.pop(from: store) {
      guard !store[node].isReplaced else { continue }
      try watch.check()
      watch.nodes += 1
      store.read(node, into: tools.codec)
      tools.codec.read(into: tools.scene)
      guard let bound = tools.bound.prepare(tools.scene) else { continue }
      if bound == 0 { return ScenePath(tools, store, node, isExact: true) }
      try expand(node)
    }
    return nil
  }

  private func expand(_ node: Int) throws(SearchStop) {
    let scene = tools.scene
    let pushes = Int(store[node].bound)
    let moves = Int(store[node].cost)
    tools.walk.explore(scene)
    tools.turns.list(scene, tools.walk)
    for turn in tools.turns.turns where !tools.isDead(turn) {
      try watch.check()
      scene.take(turn)
      defer { scene.takeBack(turn) }
      let reached = pushes + (turn.isPush ? 1 : 0)
      guard let bound = tools.bound(after: turn), reached + bound <= fewestPushes else { continue }
      let left = fewestPushes - reached
      if let budget, bound > 0, turn.isPush || !tools.walk.isStepwise,
        try !budget.canSolve(hash: tools.writeClass(), pushes: left)
      {
        continue
      }
      try enter(tools.writeExactly(), parent: node, pushes: reached, moves: moves + turn.steps)
    }
  }

  private func enter(_ hash: UInt64, parent: Int, pushes: Int, moves: Int) throws(SearchStop) {
    let node = SceneStore.Node(
      parent: UInt32(truncatingIfNeeded: parent), link: SceneStore.none, cost: UInt32(moves),
      bound: UInt32(pushes))
    let entry = try store.enter(tools.codec, hash: hash, node) { known in
      (pushes, moves) < (Int(known.bound), Int(known.cost))
    }
    guard case .better(let index) = entry else { return }
    let left = fewestPushes - pushes
    let place = budget == nil ? (pushes, moves) : (moves + left, left)
    try queue.push(index, place.0, place.1, in: store, watch)
  }
}
