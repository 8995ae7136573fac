import PuzzleRules

extension Reduction {
  /// Returns `level` without what it can do without, or `nil` if it has no solution or more than
  /// `nodes` positions.
  ///
  /// What is known about its best result is dropped if anything went.
  static func reduced(_ level: Level, nodes: Int) -> Level? {
    guard let plan = ChapterPlan.chapter(level.chapter ?? 1) else { return nil }
    let board = Blueprint(level.withoutIdleMechanics(nodes: nodes))
    guard let finished = board.finished, let arena = Arena(finished) else { return nil }
    var graph = PushGraph(arena)
    graph.explore(limit: nodes)
    guard graph.isComplete, graph.optimum != nil else { return nil }
    var effort = MeasureEffort.quick
    effort.nodes = nodes
    let target = Difficulty(of: &graph, effort: effort).score
    var assay = Assay(
      plan: SlotPlan(asIs: level, in: plan, difficulty: target), mechanics: finished.mechanics,
      archive: [])
    assay.nodes = nodes
    guard let weight = assay.weigh(board) else { return nil }
    var candidates = 0
    let reduced = Reduction(assay: assay, mirror: .none).reduce(board, weight, &candidates)
    guard CanonicalForm(reduced.level) != CanonicalForm(level) else { return level }
    var result = reduced.level
    result.notes = level.notes
    result.notes.par = nil
    result.notes.proof = nil
    result.notes.solution = nil
    result.notes.difficulty = nil
    return result
  }
}

extension Level {
  /// The level with plain floor for the cells of each mechanic that it does not use.
  fileprivate func withoutIdleMechanics(nodes: Int) -> Level {
    var board = Blueprint(self)
    let trials = MechanicTrials(self, judge: .pushesOnly(nodes: nodes))
    for mechanic in mechanics where mechanic != .color && mechanic != .keeper {
      guard trials.uses(mechanic) != .passed else { continue }
      for cell in cells(of: mechanic) { board[cell] = .floor }
    }
    return board.level
  }
}
