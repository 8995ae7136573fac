import PuzzleRules
import PuzzleSolver
import TestKit
import Testing

/// The fast search against the plain one, which knows nothing but `step`.
@Suite struct AgreementTests {
  private static let boardsOfAKind = 40

  @Test(arguments: Mechanics.all)
  func `G-030 both searches find the same pushes and moves, or that there is no solution`(
    mechanics: Mechanics
  ) throws {
    var boards = RandomBoard(seed: 30 + UInt64(mechanics.symbols.count))
    let solver = PuzzleSolver(limits: SolverLimits(time: .seconds(60), memory: 256 << 20))
    var compared = 0
    while compared < AgreementTests.boardsOfAKind {
      let level = boards.next(mechanics, width: 5, height: 3)
      let expected = PlainSearch(mostStates: 1500).solve(level)
      guard expected != .tooManyStates else { continue }
      compared += 1
      let report = solver.solve(level)
      #expect(
        AgreementTests.agree(expected, report), "\(level.picture(of: level.start)): \(report)")
      let anyhow = solver.solveAnyhow(level).outcome
      #expect((anyhow == .unsolvable) == (expected == .unsolvable))
    }
  }

  private static func agree(_ expected: PlainSearch.Outcome, _ report: SolverReport) -> Bool {
    switch (expected, report.outcome) {
    case (.unsolvable, .unsolvable): true
    case (.optimal(let plain), .optimal(let fast, let moves)):
      plain.pushes == fast.pushes && plain.moves == fast.moves && moves == fast.moves
        && report.lowerBound == plain.pushes
    case (.unsolvable, _), (.optimal, _), (.tooManyStates, _), (.cancelled, _): false
    }
  }

  @Test func `the plain search gives up beyond its number of states`() {
    let search = PlainSearch(mostStates: 100)
    #expect(search.solve(.hall(side: 8, crates: 4)) == .tooManyStates)
  }

  @Test func `the plain search stops when asked`() {
    let flag = CancellationFlag()
    flag.cancel()
    #expect(PlainSearch().solve(.hall(side: 8, crates: 4), flag: flag) == .cancelled)
  }
}
