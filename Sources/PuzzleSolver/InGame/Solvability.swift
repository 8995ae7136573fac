package import PuzzleRules

/// Whether a state can still be solved.
package enum Solvability: Hashable, Sendable {
  /// It can; `next` are the actions up to the first push of a solution, none if it is solved.
  case yes(next: [RecordedAction])
  /// It is lost.
  case no
  /// That took too long to find out.
  case unknown

  /// Takes the answer from a report.
  package init(_ report: SolverReport) {
    self =
      switch report.outcome {
      case .optimal(let solution, _), .bound(let solution): .yes(next: solution.untilFirstPush)
      case .unsolvable: .no
      case .unknown: .unknown
      }
  }
}

extension Solution {
  /// The actions up to the first push.
  package var untilFirstPush: [RecordedAction] {
    guard let push = actions.firstIndex(where: \.isPush) else { return actions }
    return Array(actions[...push])
  }
}
