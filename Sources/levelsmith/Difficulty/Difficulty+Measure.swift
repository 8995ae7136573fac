import PuzzleRules

/// How much is spent on measuring.
struct MeasureEffort: Sendable {
  /// The most positions, up to walking, that are looked at; E is full at 2^20.
  var nodes = 1_100_000

  /// The players of R.
  var players = SimulatedPlayers()

  /// For a look in passing: fewer players, who give up sooner.
  static let quick = MeasureEffort(
    nodes: 60_000, players: SimulatedPlayers(count: 25, mostPushes: 8_000, mostPositions: 60_000))
}

extension Difficulty {
  /// Measures `level` along `solution`; `nil` if it is too large to be compiled.
  ///
  /// Where game.md 5.3 leaves it open: B does not count the first push. C counts a push that leaves
  /// the bound as it was. T takes the positions from which the solution pushes; a push on offer is a
  /// position that can be had by one push, after any walking, keys, locks and planks. It loses if
  /// the whole graph, or else `judge`, shows that there is no solution any more; where neither can
  /// tell, it does not.
  init?(
    of level: Level, along solution: [RecordedAction], judge: Judge,
    effort: MeasureEffort = MeasureEffort()
  ) {
    guard let arena = Arena(level) else { return nil }
    var graph = PushGraph(arena)
    graph.explore(limit: effort.nodes)
    let pushes = CrateTracks(of: solution, in: level).pushes
    let path = pushes.compactMap { arena.pack($0.before) }
    let bounds = CrateBound(arena)
    let heights =
      path.map { bounds.pushes($0.objects) }
      + [pushes.last.flatMap { arena.pack($0.after) }.flatMap { bounds.pushes($0.objects) }]
    expanded = graph.expandedToOptimum
    crateChanges = zip(pushes, pushes.dropFirst()).count { $0.crate != $1.crate }
    counterPushes = zip(heights, heights.dropFirst()).count { before, after in
      (after ?? .max) >= (before ?? .max)
    }
    let offers = Difficulty.offers(along: path, in: &graph, level: level, judge: judge)
    traps = offers.losing
    trapShare = offers.total == 0 ? 0 : Double(offers.losing) / Double(offers.total)
    walkerPushes = effort.players.medianPushes(in: &graph)
  }

  /// Measures the level of `graph`, which is complete, along a best solution of its own.
  init(of graph: inout PushGraph, effort: MeasureEffort) {
    let bounds = CrateBound(graph.arena)
    expanded = graph.expandedToOptimum
    var changes = 0
    var counters = 0
    var (losing, total) = (0, 0)
    var lastRest: UInt8?
    for (node, edge) in graph.bestPath() where edge.isPush {
      let before = graph.nodes[node].state.objects
      let after = graph.nodes[Int(edge.target)].state.objects
      if let lastRest, lastRest != edge.pushed { changes += 1 }
      lastRest = graph.arena.landing(from: before, to: after)
      if (bounds.pushes(after) ?? .max) >= (bounds.pushes(before) ?? .max) { counters += 1 }
      let offers = graph.pushes(onOfferAt: node)
      total += offers.count
      losing += offers.count { graph.nodes[Int($0)].rest < 0 }
    }
    crateChanges = changes
    counterPushes = counters
    traps = losing
    trapShare = total == 0 ? 0 : Double(losing) / Double(total)
    walkerPushes = effort.players.medianPushes(in: &graph)
  }

  private static func offers(
    along path: [ArenaState], in graph: inout PushGraph, level: Level, judge: Judge
  ) -> (losing: Int, total: Int) {
    var (losing, total) = (0, 0)
    for state in path {
      guard let node = graph.index(of: state) else { continue }
      for target in graph.pushes(onOfferAt: node) {
        total += 1
        let isLost =
          graph.isComplete
          ? graph.nodes[Int(target)].rest < 0
          : judge.fewestPushes(level.starting(from: graph.nodes[Int(target)].state, graph.arena))
            == .unsolvable
        if isLost { losing += 1 }
      }
    }
    return (losing, total)
  }
}

extension Arena {
  /// The cell that carries a crate `after` a push and did not before; `none` if the crate is gone.
  fileprivate func landing(
    from before: ArenaState.Objects, to after: ArenaState.Objects
  ) -> UInt8 {
    let old = slotColors.indices.map { before.crates[$0] }
    return slotColors.indices.map { after.crates[$0] }.first { !old.contains($0) } ?? Arena.none
  }
}

extension Level {
  /// Returns the level with `state` as its start.
  func starting(from state: ArenaState, _ arena: Arena) -> Level {
    Level(rows: rows, start: arena.unpack(state), notes: LevelNotes())
  }
}
