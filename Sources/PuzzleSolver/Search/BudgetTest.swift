/// Tells whether a scene can be solved with so many pushes and no more, and remembers it.
///
/// It looks at classes of scenes, nearest to the goals first, so that a search for the fewest moves
/// need not follow ways that are no longer among those with the fewest pushes.
final class BudgetTest {
  /// A scene being looked at.
  private struct Frame {
    let node: Int
    let pushes: Int
    var children: [Child]
  }

  /// What may come next, the best last.
  private struct Child {
    let node: Int
    let pushes: Int
    let slack: Int
  }

  private static let notYet: UInt32 = 1 << 30

  private let tools: SearchTools
  /// In a node, `cost` is the fewest pushes not yet known to be too few, `bound` the fewest known to be
  /// enough.
  private let store: SceneStore
  private var stack: [Frame] = []

  init(_ tools: SearchTools) throws(SearchStop) {
    self.tools = try SearchTools(besides: tools)
    store = try SceneStore(rowLength: tools.codec.rowLength, tools.watch)
  }

  /// Returns whether the class in the codec can be solved with `pushes` more.
  func canSolve(hash: UInt64, pushes: Int) throws(SearchStop) -> Bool {
    let root = try node(hash)
    if let answer = answer(root, pushes) { return answer }
    stack = [try frame(root, pushes)]
    while var top = stack.popLast() {
      guard let child = top.children.popLast() else {
        store[top.node].cost = max(store[top.node].cost, UInt32(top.pushes + 1))
        continue
      }
      stack.append(top)
      switch answer(child.node, child.pushes) {
      case false?: continue
      case nil: stack.append(try frame(child.node, child.pushes))
      case true?:
        for frame in stack { noteSuccess(frame.node, frame.pushes) }
        return true
      }
    }
    return false
  }

  private func noteSuccess(_ node: Int, _ pushes: Int) {
    store[node].bound = min(store[node].bound, UInt32(pushes))
  }

  private func answer(_ node: Int, _ pushes: Int) -> Bool? {
    if pushes >= Int(store[node].bound) { return true }
    return pushes < Int(store[node].cost) ? false : nil
  }

  private func node(_ hash: UInt64) throws(SearchStop) -> Int {
    try store.node(
      of: tools.codec, hash: hash,
      orNew: SceneStore.Node(
        parent: SceneStore.none, link: SceneStore.none, cost: 0, bound: BudgetTest.notYet))
  }

  private func frame(_ node: Int, _ pushes: Int) throws(SearchStop) -> Frame {
    try tools.watch.check()
    tools.watch.nodes += 1
    store.read(node, into: tools.codec)
    tools.codec.read(into: tools.scene)
    var children: [Child] = []
    guard let bound = tools.bound.prepare(tools.scene), bound <= pushes else {
      return Frame(node: node, pushes: pushes, children: [])
    }
    try tools.visitChildren { turn, bound, hash throws(SearchStop) in
      let left = turn.isPush ? pushes - 1 : pushes
      guard bound <= left else { return false }
      let child = try self.node(hash)
      if bound == 0 { noteSuccess(child, left) }
      children.append(Child(node: child, pushes: left, slack: left - bound))
      return false
    }
    children.sort { $0.slack < $1.slack }
    return Frame(node: node, pushes: pushes, children: children)
  }
}
