import PuzzleRules
import PuzzleSolver

/// What says whether a level can be solved and how well at best, and how sure it is.
struct Judge: Sendable {
  /// The fewest pushes that solve a level.
  enum Optimum: Hashable, Sendable {
    case pushes(Int)
    case unsolvable
    /// The limit was reached.
    case unknown
  }

  /// Finds the fewest pushes.
  var fewestPushes: @Sendable (Level) -> Optimum

  /// Finds the fewest pushes, then the fewest moves, and a solution.
  var solve: @Sendable (Level) -> Verdict

  /// A judge that looks at everything in order: up to `nodes` positions that differ in more than
  /// where keepers can walk, and for moves up to `states` that differ in anything.
  ///
  /// It knows no time, so that its answers are the same everywhere.
  static func plain(nodes: Int = 400_000, states: Int = 1_000_000) -> Judge {
    Judge(
      fewestPushes: { level in
        guard let arena = Arena(level) else { return .unknown }
        var graph = PushGraph(arena)
        graph.explore(limit: nodes, stopsAtOptimum: true)
        if let optimum = graph.optimum { return .pushes(optimum) }
        return graph.isUnsolvable ? .unsolvable : .unknown
      },
      solve: { level in
        switch PlainSearch(mostStates: states).solve(level) {
        case .optimal(let solution):
          .solved(Par(pushes: solution.pushes, moves: solution.moves), solution.actions)
        case .unsolvable: .unsolvable
        case .tooManyStates, .cancelled: .unknown
        }
      })
  }
}
