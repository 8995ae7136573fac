import PuzzleRules
import PuzzleSolver

extension Judge {
  /// A judge that asks the solver of the game, within `seconds` and `megabytes` a question.
  static func solver(seconds: Int, megabytes: Int) -> Judge {
    let limits = SolverLimits(time: .seconds(seconds), memory: megabytes << 20)
    return Judge(
      fewestPushes: { level in
        switch PuzzleSolver(limits: limits, findsFewestMoves: false).solve(level).outcome {
        case .optimal(let solution, _): .pushes(solution.pushes)
        case .unsolvable: .unsolvable
        case .bound, .unknown: .unknown
        }
      },
      solve: { level in
        switch PuzzleSolver(limits: limits).solve(level).outcome {
        case .optimal(let solution, let moves?) where moves == solution.moves:
          .solved(Par(pushes: solution.pushes, moves: moves), solution.actions)
        case .unsolvable: .unsolvable
        case .optimal, .bound, .unknown: .unknown
        }
      })
  }
}
