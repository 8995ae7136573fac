import PuzzleRules

/// The way from the beginning to a node, and how to walk it.
struct ScenePath {
  private let tools: SearchTools
  private let store: SceneStore
  private let nodes: [Int]
  private let isExact: Bool

  /// Creates the way to `node`; `isExact` tells whether rows hold scenes or classes of them.
  init(_ tools: SearchTools, _ store: SceneStore, _ node: Int, isExact: Bool) {
    self.tools = tools
    self.store = store
    self.isExact = isExact
    var nodes = [node]
    while let last = nodes.last, store[last].parent != SceneStore.none {
      nodes.append(Int(store[last].parent))
    }
    self.nodes = nodes.reversed()
  }

  /// Returns the actions of the way, or `nil` if it cannot be walked, which would be a mistake.
  func actions() throws(SearchStop) -> [Action]? {
    tools.restart()
    var writer = ActionWriter(keeper: tools.scene.keeper, other: tools.scene.other)
    for node in nodes.dropFirst() {
      let scene = tools.scene
      tools.walk.explore(scene)
      tools.turns.list(scene, tools.walk)
      guard let turn = try shortestTurn(to: node) else { return nil }
      for (mover, other, direction) in steps(before: turn) {
        writer.step(
          from: mover, direction,
          to: scene.walk(from: mover, other: other, direction: direction))
      }
      writer.step(from: turn.keeper, turn.direction, to: turn.landing)
      scene.take(turn)
    }
    return writer.actions
  }

  private func shortestTurn(to node: Int) throws(SearchStop) -> Turn? {
    var best: Turn?
    for turn in tools.turns.turns where turn.steps < best?.steps ?? .max {
      try tools.watch.checkFlag()
      tools.scene.take(turn)
      defer { tools.scene.takeBack(turn) }
      _ = isExact ? tools.writeExactly() : tools.writeClass()
      if store.holds(tools.codec, at: node) { best = turn }
    }
    return best
  }

  /// The steps that lead to where a turn is taken: who, who not, and where to.
  private func steps(before turn: Turn) -> [(mover: Int, other: Int, direction: Int)] {
    let walk = tools.walk
    var stance = walk.stance(turn.keeper, turn.other)
    var steps: [(mover: Int, other: Int, direction: Int)] = []
    while walk.stance(before: stance) != stance {
      let before = walk.stance(before: stance)
      let (first, second) = walk.cells(of: before)
      for (mover, other) in second < 0 ? [(first, -1)] : [(first, second), (second, first)] {
        let direction = (0..<4).first { direction in
          let target = tools.scene.walk(from: mover, other: other, direction: direction)
          return target >= 0 && walk.stance(target, other) == stance
        }
        guard let direction else { continue }
        steps.append((mover, other, direction))
        break
      }
      stance = before
    }
    return steps.reversed()
  }
}

/// Writes down steps as actions, passing control between keepers where needed.
private struct ActionWriter {
  private(set) var actions: [Action] = []
  private var active: Int
  private var waiting: Int

  init(keeper: Int, other: Int) {
    active = keeper
    waiting = other
  }

  mutating func step(from cell: Int, _ direction: Int, to landing: Int) {
    if cell != active {
      actions.append(.swap)
      swap(&active, &waiting)
    }
    actions.append(.step(Direction.allCases[direction]))
    active = landing
  }
}
