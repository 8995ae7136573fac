/// What a search found out about a level, and what it took.
package struct SolverReport: Hashable, Sendable {
  /// What is known.
  package enum Outcome: Hashable, Sendable {
    /// No solution has fewer pushes; `moves` is the fewest at so many pushes where that is proven, and
    /// then the solution has no more.
    case optimal(Solution, moves: Int?)
    /// There is a solution; it may not be the best.
    case bound(best: Solution)
    /// There is no solution.
    case unsolvable
    /// Neither a solution nor its absence was found.
    case unknown
  }

  /// What is known.
  package let outcome: Outcome

  /// The pushes that every solution needs at least.
  package let lowerBound: Int

  /// The states looked at.
  package let nodes: Int

  /// The time it took.
  package let elapsed: Duration

  /// The most memory it had in use at once, in bytes.
  package let peakMemory: Int

  /// Why it ended early, if it did.
  package let stop: SearchStop?

  /// The solution, if there is one.
  package var solution: Solution? {
    switch outcome {
    case .optimal(let solution, _), .bound(let solution): solution
    case .unsolvable, .unknown: nil
    }
  }
}
