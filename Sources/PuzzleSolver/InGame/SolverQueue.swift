import Dispatch
package import PuzzleRules

/// Solves levels beside the game, on a queue of its own, and stops when its task is cancelled.
package struct SolverQueue: Sendable {
  private let queue = DispatchQueue(label: "PuzzleSolver", qos: .userInitiated)

  /// Creates a queue; one is enough for a game.
  package init() {}

  /// Solves `level` from `state`; `limits` say how long a player waits.
  package func solve(
    _ level: Level, from state: PuzzleState, limits: SolverLimits = .inGame
  ) async -> SolverReport {
    await run { flag in
      PuzzleSolver(limits: limits, findsFewestMoves: false).solve(level, from: state, flag: flag)
    }
  }

  /// Tells whether `level` can still be solved from `state`, as far as `limits` allow.
  package func canStillBeSolved(
    _ level: Level, from state: PuzzleState, limits: SolverLimits = .inGame
  ) async -> Solvability {
    await run { flag in
      Solvability(PuzzleSolver(limits: limits).solveAnyhow(level, from: state, flag: flag))
    }
  }

  private func run<Answer: Sendable>(
    _ work: @escaping @Sendable (CancellationFlag) -> Answer
  ) async -> Answer {
    let flag = CancellationFlag()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { continuation.resume(returning: work(flag)) }
      }
    } onCancel: {
      flag.cancel()
    }
  }
}
