import PuzzleRules
import Testing

@testable import levelsmith

@Suite struct DifficultyTests {
  /// From the start the crate can be pushed right, which solves, or left into the corner.
  private static let corner = """
    #####
    #-$.#
    #-@-#
    #####
    """

  private static let worked: [(Difficulty, Double)] = [
    (
      Difficulty(expanded: 0, crateChanges: 0, counterPushes: 0, trapShare: 0, walkerPushes: 0), 0.0
    ),
    (
      Difficulty(
        expanded: 1_023, crateChanges: 3, counterPushes: 3, trapShare: 0.4, walkerPushes: 99),
      36
    ),
    (
      Difficulty(
        expanded: 1 << 21, crateChanges: 15, counterPushes: 12, trapShare: 1, walkerPushes: 99_999),
      100.0
    ),
    (
      Difficulty(
        expanded: 1 << 30, crateChanges: 99, counterPushes: 99, trapShare: 1, walkerPushes: 1 << 40),
      100.0
    ),
  ]

  @Test(arguments: worked)
  func `the formula adds up its parts, each to its most`(difficulty: Difficulty, score: Double) {
    #expect(abs(difficulty.score - score) < 1e-9)
    #expect(difficulty.rounded == Int(score.rounded()))
  }

  @Test func `a corridor is as easy as can be`() throws {
    let difficulty = try measured(.corridor())
    #expect(
      difficulty
        == Difficulty(
          expanded: 2, crateChanges: 0, counterPushes: 0, trapShare: 0, walkerPushes: 2))
  }

  @Test func `a push that leads away from the goal is a counter-push, a change of crate counts`()
    throws
  {
    let level = try Level.drawn(
      """
      #######
      #+$---#
      ###---#
      #.$-###
      #####
      """)
    // The upper crate goes two cells right, away from both goals, to let the keeper out.
    let difficulty = try measured(level)
    #expect(difficulty.expanded == 11)
    #expect(difficulty.crateChanges == 2)
    #expect(difficulty.counterPushes == 2)
    #expect(difficulty.traps == 2)
  }

  @Test func `the traps are the pushes on offer that lose`() throws {
    let difficulty = try measured(.drawn(Self.corner))
    #expect(difficulty.traps == 1)
    #expect(difficulty.trapShare == 0.5)
  }

  @Test func `turning a level changes nothing but what players do by chance`() throws {
    let level = try Level.stowage()
    let first = try measured(level)
    for symmetry in [Symmetry.all[3], Symmetry.all[6]] {
      let other = try measured(symmetry.apply(Blueprint(level)).level)
      #expect(other.expanded == first.expanded)
    }
  }

  @Test func `measuring twice gives the same`() throws {
    #expect(try measured(.stowage()) == measured(.stowage()))
  }

  @Test func `a graph cut short asks the judge what loses`() throws {
    let level = try Level.drawn(Self.corner)
    guard case .solved(_, let solution) = Judge.small.solve(level) else {
      Issue.record("not solved")
      return
    }
    var effort = MeasureEffort()
    let whole = Difficulty(of: level, along: solution, judge: .small, effort: effort)
    effort.nodes = 2
    let cut = Difficulty(of: level, along: solution, judge: .small, effort: effort)
    #expect(whole?.traps == cut?.traps)
    #expect(whole?.trapShare == cut?.trapShare)
  }

  @Test(arguments: Level.special.values.sorted())
  func `the bound never exceeds the fewest pushes`(board: String) throws {
    let level = try Level.drawn(board)
    let arena = try #require(Arena(level))
    var graph = PushGraph(arena)
    graph.explore(limit: 20_000)
    let bound = CrateBound(arena)
    for node in graph.nodes where node.rest >= 0 {
      #expect(try #require(bound.pushes(node.state.objects)) <= Int(node.rest))
    }
  }

  private func measured(_ level: Level) throws -> Difficulty {
    guard case .solved(_, let solution) = Judge.small.solve(level) else {
      throw Failure.unsolved
    }
    return try #require(Difficulty(of: level, along: solution, judge: .small))
  }

  private enum Failure: Error { case unsolved }
}
