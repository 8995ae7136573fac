package import PuzzleRules

/// Solves levels with the fewest pushes, and proves it (game.md 5.5).
///
/// It blocks its thread, for which `SolverQueue` has one of its own.
package struct PuzzleSolver: Sendable {
  /// What it may use up.
  package var limits: SolverLimits

  /// Whether to look for the fewest moves too, once the fewest pushes are known.
  package var findsFewestMoves: Bool

  /// Creates a solver.
  package init(limits: SolverLimits, findsFewestMoves: Bool = true) {
    self.limits = limits
    self.findsFewestMoves = findsFewestMoves
  }

  /// Solves `level` from `state`, or from its start; `onProgress` is called about ten times a second.
  package func solve(
    _ level: Level, from state: PuzzleState? = nil, flag: CancellationFlag = CancellationFlag(),
    onProgress: (@Sendable (SolverProgress) -> Void)? = nil
  ) -> SolverReport {
    let watch = SearchWatch(limits, flag, onProgress: onProgress)
    var attempt = SolverAttempt(level, state ?? level.start, watch)
    return attempt.fewestPushes(thenMoves: findsFewestMoves)
  }

  /// Looks for any solution of `level` from `state`, which is faster than looking for the best; the
  /// answer is never `optimal` unless the state is solved.
  package func solveAnyhow(
    _ level: Level, from state: PuzzleState? = nil, flag: CancellationFlag = CancellationFlag()
  ) -> SolverReport {
    var attempt = SolverAttempt(level, state ?? level.start, SearchWatch(limits, flag))
    return attempt.anySolution()
  }
}
