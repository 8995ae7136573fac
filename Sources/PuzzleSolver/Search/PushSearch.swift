/// Finds a solution by looking at pushes alone: scenes that differ by a walk there and back are one.
final class PushSearch {
  /// What is looked for.
  enum Aim {
    /// A solution with the fewest pushes.
    case fewestPushes
    /// Any solution, soon.
    case anySolution
  }

  private let tools: SearchTools
  private let watch: SearchWatch
  private let aim: Aim
  private let store: SceneStore
  private var queue = BucketQueue()

  /// Prepares the search; throws if there is not even memory for its beginning.
  init(_ tools: SearchTools, _ aim: Aim) throws(SearchStop) {
    self.tools = tools
    self.aim = aim
    watch = tools.watch
    store = try SceneStore(rowLength: tools.codec.rowLength, watch)
  }

  /// Returns the way to a solution, or `nil` if there is none.
  func run() throws(SearchStop) -> ScenePath? {
    tools.restart()
    guard let bound = tools.bound.prepare(tools.scene) else { return nil }
    let hash = tools.writeClass()
    try enter(hash, parent: Int(SceneStore.none), pushes: 0, bound: bound)
    while let (node, first) = queue.pop(from: store) {
      guard !store[node].isReplaced else { continue }
      try watch.check()
      watch.nodes += 1
      if aim == .fewestPushes { watch.lowerBound = first }
      if store[node].bound == 0 { return path(to: node) }
      if let solved = try expand(node) { return path(to: solved) }
    }
    return nil
  }

  private func path(to node: Int) -> ScenePath {
    ScenePath(tools, store, node, isExact: false)
  }

  /// Enters all that can come next; returns the node of a solution that is good enough to stop.
  private func expand(_ node: Int) throws(SearchStop) -> Int? {
    let scene = tools.scene
    let pushes = Int(store[node].cost)
    let total = pushes + Int(store[node].bound)
    store.read(node, into: tools.codec)
    tools.codec.read(into: scene)
    guard tools.bound.prepare(scene) != nil else { return nil }
    var solved: Int?
    try tools.visitChildren { turn, bound, hash throws(SearchStop) in
      let reached = pushes + (turn.isPush ? 1 : 0)
      let entered = try enter(hash, parent: node, pushes: reached, bound: bound)
      guard let entered, bound == 0, aim == .anySolution || reached <= total else { return false }
      solved = entered
      return true
    }
    return solved
  }

  /// Enters what the codec holds, unless it is known already; returns its node.
  @discardableResult
  private func enter(
    _ hash: UInt64, parent: Int, pushes: Int, bound: Int
  ) throws(SearchStop) -> Int? {
    let node = SceneStore.Node(
      parent: UInt32(truncatingIfNeeded: parent), link: SceneStore.none, cost: UInt32(pushes),
      bound: UInt32(bound))
    switch try store.enter(tools.codec, hash: hash, node, isBetter: { pushes < Int($0.cost) }) {
    case .known: return nil
    case .better(let index):
      switch aim {
      case .fewestPushes: try queue.push(index, pushes + bound, bound, in: store, watch)
      case .anySolution: try queue.push(index, pushes + 5 * bound, 0, in: store, watch)
      }
      return index
    }
  }
}
