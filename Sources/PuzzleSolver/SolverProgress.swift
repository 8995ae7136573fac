/// How far a search has come.
package struct SolverProgress: Hashable, Sendable {
  /// The states looked at.
  package let nodes: Int

  /// The time since the start.
  package let elapsed: Duration

  /// The memory in use, in bytes.
  package let bytes: Int

  /// The pushes every solution needs at least.
  package let lowerBound: Int
}
