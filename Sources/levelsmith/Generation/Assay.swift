import PuzzleRules

/// Weighs boards for one place in the pack.
struct Assay: Sendable {
  /// What a board is worth.
  struct Weight: Sendable {
    /// The level as one would draw it.
    let level: Level
    let pushes: Int
    let difficulty: Difficulty
    let tidiness: Tidiness

    /// The mechanics it was not shown to use.
    let unused: [Mechanic]

    /// The higher the better; 0 is a level that hits its target, not counting novelty.
    let score: Double
  }

  let plan: SlotPlan
  let mechanics: [Mechanic]

  /// The levels there are already.
  let archive: [Blueprint]

  /// The most positions, up to walking, a candidate may have.
  var nodes = 40_000

  /// Returns what `board` is worth, or `nil` if it is no level, has no solution or is too large.
  ///
  /// The mechanics are put to the test only if it could be worth more than `threshold` otherwise.
  func weigh(_ board: Blueprint, above threshold: Double = -.infinity) -> Weight? {
    guard let level = board.finished, fits(level), let arena = Arena(level) else { return nil }
    var graph = PushGraph(arena)
    guard !arena.isSolved(arena.start.objects) else { return nil }
    graph.explore(limit: nodes)
    guard graph.isComplete, let optimum = graph.optimum, optimum > 0 else { return nil }
    var effort = MeasureEffort.quick
    effort.nodes = nodes
    let difficulty = Difficulty(of: &graph, effort: effort)
    let tidiness = Tidiness(level)
    var score = -abs(difficulty.score - plan.difficulty) + novelty(of: level) - tidiness.penalty
    score -= Double(level.interior.columns * level.interior.rows) / 40
    score -= 3 * Double(distance(of: optimum, from: plan.pushes))
    score -= 0.3 * Double(graph.untouchedCells)
    var unused: [Mechanic] = []
    if score > threshold, !mechanics.isEmpty {
      let trials = MechanicTrials(
        level, judge: .pushesOnly(nodes: nodes), optimum: .pushes(optimum))
      unused = mechanics.filter { trials.uses($0) != .passed }
      score -= unused.reduce(0) { $0 + ($1 == plan.chapter.mechanic ? 14 : 8) }
    }
    return Weight(
      level: level, pushes: optimum, difficulty: difficulty, tidiness: tidiness, unused: unused,
      score: score)
  }

  /// Whether numbers and sizes are as planned, the mechanics no others.
  private func fits(_ level: Level) -> Bool {
    plan.crates.contains(level.start.crates.count)
      && level.goals.count <= level.start.crates.count
      && level.interior.columns <= max(plan.chapter.columns, plan.columns.upperBound)
      && level.interior.rows <= max(plan.chapter.rows, plan.rows.upperBound)
      && level.mechanics == mechanics
  }

  /// 0…3: how little it is like the levels there are.
  private func novelty(of level: Level) -> Double {
    let board = Blueprint(level)
    let nearest = archive.compactMap(board.differences(from:)).min() ?? 24
    return min(3, Double(nearest) / 8)
  }

  private func distance(of value: Int, from range: ClosedRange<Int>) -> Int {
    max(0, range.lowerBound - value, value - range.upperBound)
  }
}

extension Judge {
  /// A judge for searches in large numbers, which leaves moves undecided.
  static func pushesOnly(nodes: Int) -> Judge {
    var judge = Judge.plain(nodes: nodes)
    judge.solve = { _ in .unknown }
    return judge
  }
}

extension PushGraph {
  /// How many cells nothing ever entered.
  var untouchedCells: Int { touched.count { !$0 } }
}
