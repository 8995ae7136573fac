/// The result of solving a level once; the best of several is kept (game.md 4).
package struct LevelResult: Hashable, Sendable {
  /// The id of the level.
  package let levelID: String

  /// The points: 500…1000.
  package let points: Int

  /// The help that was taken.
  package let assistance: Assistance

  /// The pushes of the solution.
  package let pushes: Int

  /// The moves of the solution.
  package let moves: Int

  /// The solution; `nil` if it is too long to be kept.
  package let solution: [RecordedAction]?

  /// Creates a result from its parts.
  package init(
    levelID: String, points: Int, assistance: Assistance, pushes: Int, moves: Int,
    solution: [RecordedAction]?
  ) {
    self.levelID = levelID
    self.points = points
    self.assistance = assistance
    self.pushes = pushes
    self.moves = moves
    self.solution = solution
  }

  /// Creates the result of `attempt`, or `nil` while it is not solved.
  package init?(of attempt: Attempt, levelID: String) {
    guard attempt.isSolved else { return nil }
    let score = Score(
      pushes: attempt.pushes, moves: attempt.moves, par: attempt.level.par,
      assistance: attempt.assistance)
    self.init(
      levelID: levelID, points: score.points, assistance: attempt.assistance,
      pushes: attempt.pushes, moves: attempt.moves,
      solution: attempt.origin.actions == 0 ? Array(attempt.history.applied) : nil)
  }

  /// Returns the better of two results; commutative, associative and idempotent.
  package func merged(with other: LevelResult) -> LevelResult { max(self, other) }
}

extension LevelResult: Comparable {
  /// Orders by points, then unaided over aided, fewer pushes, fewer moves, and the smaller LURD
  /// text.
  ///
  /// A known solution is better than none, and the level id decides last, so that the order is
  /// total.
  package static func < (left: LevelResult, right: LevelResult) -> Bool {
    let leftRank = (left.points, -left.assistance.rawValue, -left.pushes, -left.moves)
    let rightRank = (right.points, -right.assistance.rawValue, -right.pushes, -right.moves)
    guard leftRank == rightRank else { return leftRank < rightRank }
    guard left.solution == right.solution else {
      guard let leftSolution = left.solution else { return true }
      guard let rightSolution = right.solution else { return false }
      return rightSolution.lazy.map(\.letter).lexicographicallyPrecedes(
        leftSolution.lazy.map(\.letter))
    }
    return left.levelID < right.levelID
  }
}
