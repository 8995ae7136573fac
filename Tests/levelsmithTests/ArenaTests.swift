import PuzzleRules
import TestKit
import Testing

@testable import levelsmith

@Suite struct ArenaTests {
  /// Decks that between them have every mechanic in the neighbourhood of every other.
  static let decks = [
    """
    ############
    #@--k-K-.--#
    #-$~~~-A-X-#
    #-a-o-x-1--#
    #->-%%-y---#
    #&-v-^<-1Y-#
    #-b$-z-B-Z-#
    ############
    """,
    """
    #########
    #@1~~~1-#
    #-$~-$%-#
    #-a%A-o.#
    #-$k-K-.#
    #&--%-$-#
    #########
    """,
    """
    ########
    #@-$o%-#
    #-$%-$-#
    #~~1~>-#
    #-$%-1.#
    #k-<-K-#
    ########
    """,
  ]

  @Test(arguments: decks, 0..<4)
  func `every step is that of the rules`(deck: String, seed: Int) throws {
    let level = try Level.drawn(deck)
    let arena = try #require(Arena(level))
    var board = ArenaBoard(arena)
    var generator = SeededGenerator(seed: UInt64(seed))
    var state = level.start
    for _ in 0..<400 {
      let packed = try #require(arena.pack(state))
      board.lay(packed.objects)
      for (index, direction) in Direction.allCases.enumerated() {
        let (next, outcome) = step(.step(direction), in: level, from: state)
        let isFirst = state.activeKeeper == 1
        let mover = isFirst ? packed.keepers.first : packed.keepers.second
        let other = isFirst ? packed.keepers.second : packed.keepers.first
        let found = board.step(Int(mover), index, other: Int(other))
        #expect((found == nil) == (outcome == .bump))
        guard let found else { continue }
        #expect((found.pushed != Arena.none) == (outcome == .push))
        let expected = try #require(arena.pack(next))
        #expect(found.objects == expected.objects)
        #expect(found.keeper == (isFirst ? expected.keepers.first : expected.keepers.second))
      }
      #expect(arena.isSolved(packed.objects) == level.isSolved(state))
      let unpacked = arena.unpack(packed)
      #expect(arena.pack(unpacked) == packed)
      let action = Action.allCases.randomElement(using: &generator) ?? .swap
      state = step(action, in: level, from: state).state
    }
  }

  /// Two keepers who get in each other's way.
  private static let crowd = """
    #######
    #@--&-#
    #-$#$-#
    #.---.#
    #######
    """

  @Test(arguments: Level.special.values.sorted() + [crowd])
  func `the searches agree with one that tries everything by the rules`(board: String) throws {
    let level = try Level.drawn(board)
    guard case .solved(let par, let solution) = Judge.small.solve(level) else {
      Issue.record("the board is no good: \(board)")
      return
    }
    #expect(Judge.small.fewestPushes(level) == .pushes(par.pushes))
    let solver = Judge.solver(seconds: 10, megabytes: 256)
    #expect(solver.fewestPushes(level) == .pushes(par.pushes))
    guard case .solved(par, _) = solver.solve(level) else {
      Issue.record("the solver differs from \(par) by \(LURD.text(of: solution))")
      return
    }
  }

  @Test func `a level that is too large is not compiled`() throws {
    let row = "#" + String(repeating: "-", count: 60) + "#"
    let rows = ["#" + String(repeating: "#", count: 61)] + ["#@$." + row.dropFirst(4)]
    let map = (rows + Array(repeating: row, count: 5) + [rows[0]]).joined(separator: "\n")
    #expect(try Arena(Level.drawn(map)) == nil)
    #expect(try Judge.small.fewestPushes(Level.drawn(map)) == .unknown)
  }

  @Test func `a limit leaves the answer open`() throws {
    let level = try Level.stowage()
    #expect(Judge.plain(nodes: 10, states: 10).fewestPushes(level) == .unknown)
    #expect(Judge.plain(nodes: 10, states: 10).solve(level) == .unknown)
  }

  @Test func `a lost level is called unsolvable`() throws {
    let level = try Level.drawn(
      """
      ######
      #$-@.#
      ######
      """)
    #expect(Judge.small.fewestPushes(level) == .unsolvable)
    #expect(Judge.small.solve(level) == .unsolvable)
  }
}
