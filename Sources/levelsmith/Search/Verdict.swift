import PuzzleRules

/// What a search found out about a level.
enum Verdict: Hashable, Sendable {
  /// The best result there is, and a solution that achieves it.
  case solved(Par, [RecordedAction])
  case unsolvable
  /// The limit was reached.
  case unknown
}
