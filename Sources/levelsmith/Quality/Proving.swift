import PuzzleRules
import PuzzleSolver

/// Finds the best result of a level, and has it confirmed by a second search that shares nothing
/// with the first (game.md 5.2, Q1).
struct Proving: Sendable {
  /// What came of it.
  struct Result: Sendable {
    /// The level with what is known now.
    var level: Level

    /// In a few words.
    var summary: String

    /// Whether par is proven, and no search contradicts.
    var isProven: Bool
  }

  var seconds = 600
  var megabytes = 2_048

  /// The most states of the second search; 0 for none.
  var states = 3_000_000

  func prove(_ level: Level) -> Result {
    let limits = SolverLimits(time: .seconds(seconds), memory: megabytes << 20)
    let report = PuzzleSolver(limits: limits).solve(level)
    switch report.outcome {
    case .optimal(let solution, let moves):
      return confirmed(level, solution, isMovesProven: moves == solution.moves)
    case .bound(let best):
      return confirmed(level, best, bound: report.lowerBound)
    case .unsolvable:
      return Result(level: level, summary: "there is no solution", isProven: false)
    case .unknown:
      return Result(
        level: level, summary: "unknown; at least \(report.lowerBound) pushes", isProven: false)
    }
  }

  /// Lets the second search have its say on `solution`, which is the best unless there is a `bound`.
  private func confirmed(
    _ level: Level, _ solution: Solution, isMovesProven: Bool = false, bound: Int? = nil
  ) -> Result {
    let second = states == 0 ? .tooManyStates : PlainSearch(mostStates: states).solve(level)
    switch second {
    case .optimal(let other):
      let isBetter = (other.pushes, other.moves) < (solution.pushes, solution.moves)
      let agrees =
        other.pushes == solution.pushes && (!isMovesProven || other.moves == solution.moves)
      guard agrees || bound != nil && other.pushes <= solution.pushes else {
        return Result(
          level: level,
          summary: "the searches differ: \(solution.pushes)/\(solution.moves) and "
            + "\(other.pushes)/\(other.moves)",
          isProven: false)
      }
      return noted(level, isBetter ? other : solution, .optimal, "proven twice")
    case .unsolvable:
      return Result(
        level: level, summary: "the second search finds no solution", isProven: false)
    case .tooManyStates, .cancelled:
      guard let bound else {
        return isMovesProven
          ? noted(level, solution, .optimal, "proven once")
          : noted(level, solution, .bound(solution.pushes), "pushes proven, moves not")
      }
      return noted(level, solution, .bound(bound), "at least \(bound) pushes")
    }
  }

  private func noted(
    _ level: Level, _ solution: Solution, _ proof: Proof, _ how: String
  ) -> Result {
    var level = level
    level.notes.par = Par(pushes: solution.pushes, moves: solution.moves)
    level.notes.proof = proof
    level.notes.solution = solution.actions
    level.notes.uses = level.mechanics.map(\.rawValue)
    let judge = Judge.solver(seconds: 5, megabytes: megabytes)
    let difficulty = Difficulty(of: level, along: solution.actions, judge: judge)
    level.notes.difficulty = difficulty?.rounded
    return Result(
      level: level,
      summary: "\(solution.pushes)/\(solution.moves), \(how), D "
        + (difficulty.map { String($0.rounded) } ?? "unknown"),
      isProven: proof == .optimal)
  }
}
