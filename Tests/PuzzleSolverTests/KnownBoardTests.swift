import LevelPack
import PuzzleRules
import PuzzleSolver
import Testing

/// Boards whose answers are told beside them.
@Suite struct KnownBoardTests {
  private static let solver = PuzzleSolver(
    limits: SolverLimits(time: .seconds(60), memory: 256 << 20))

  private func expect(_ level: Level, pushes: Int, moves: Int) {
    let report = KnownBoardTests.solver.solve(level)
    guard case .optimal(let solution, let fewest) = report.outcome else {
      Issue.record("expected \(pushes) pushes, not \(report.outcome)")
      return
    }
    #expect(solution.pushes == pushes)
    #expect(solution.moves == moves)
    #expect(fewest == moves)
    #expect(report.lowerBound == pushes)
  }

  @Test func `a crate next to its goal takes one push`() throws {
    expect(try .drawn("#####\n#@$.#\n#####"), pushes: 1, moves: 1)
  }

  @Test func `a level that is solved takes nothing`() throws {
    expect(try .drawn("#####\n#@-*#\n#####"), pushes: 0, moves: 0)
  }

  @Test func `fewer pushes come before fewer moves`() throws {
    let level = try Level.drawn(
      """
      #########
      #-------#
      #@$---.-#
      #-#####-#
      #-------#
      #########
      """)
    expect(level, pushes: 4, moves: 4)
  }

  @Test func `a crate in a corner cannot be solved`() throws {
    let level = try Level.drawn("######\n#@--.#\n#----#\n#$---#\n######")
    #expect(KnownBoardTests.solver.solve(level).outcome == .unsolvable)
    #expect(KnownBoardTests.solver.solve(level).nodes == 0)
  }

  @Test func `four crates in a square freeze each other`() throws {
    let level = try Level.drawn(
      """
      ########
      #@-----#
      #--$$--#
      #--$$--#
      #------#
      #-....-#
      ########
      """)
    #expect(KnownBoardTests.solver.solve(level).outcome == .unsolvable)
  }

  @Test func `a level with fewer crates than goals cannot be solved`() throws {
    let level = Level(
      rows: [[.goal(nil), .goal(nil), .floor, .floor]],
      start: PuzzleState(
        keeper: Position(column: 3, row: 0), crates: [Position(column: 2, row: 0)]))
    #expect(KnownBoardTests.solver.solve(level).outcome == .unsolvable)
    #expect(KnownBoardTests.solver.solveAnyhow(level).outcome == .unsolvable)
  }

  @Test func `a lift takes a crate where no push leads`() throws {
    let level = try Level.drawn(
      """
      #########
      #@$1#1--#
      #---#-.-#
      #---#---#
      #########
      """)
    #expect(KnownBoardTests.solver.solve(level).outcome == .unsolvable)
    let other = try Level.drawn("########\n#@$1##1#\n#----#-#\n####-#-#\n####--.#\n########")
    #expect(KnownBoardTests.solver.solve(other).outcome == .unsolvable)
    let solvable = try Level.drawn("########\n#@$1#--#\n#---1.-#\n#---#--#\n########")
    expect(solvable, pushes: 2, moves: 4)
  }

  @Test(arguments: 1...10)
  func `the levels of the first chapter have the par they claim`(number: Int) throws {
    let level = try #require(try LevelPack.load().level(number))
    let par = try #require(level.par)
    expect(level, pushes: par.pushes, moves: par.moves)
  }
}
