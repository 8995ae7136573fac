import PuzzleRules
import TestKit
import Testing

@testable import Game

/// A history too long for its record goes on from a position, in which every mechanic may have left
/// its marks.
@Suite struct CheckpointRecordTests {
  private static let map = [
    "###########", "#@k%Ka-A.-#", "#-$o$-~~-&#", "#--x--1-X-#", "#%%---o-1-#", "#---------#",
    "###########",
  ]

  /// Long random games; keepers wander much and push little.
  private func game(seed: UInt64, _ count: Int) throws -> Attempt {
    let level = try #require(Level(map: Self.map))
    var generator = SeededGenerator(seed: seed)
    var attempt = Attempt(level: level)
    for _ in 0..<count {
      _ = attempt.perform(Action.allCases.randomElement(using: &generator) ?? .swap)
    }
    return attempt
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `a position is read as it was written`(seed: UInt64) throws {
    let attempt = try game(seed: seed, 300)
    let checkpoint = Checkpoint(
      state: attempt.state, actions: attempt.cursor, moves: attempt.moves, pushes: attempt.pushes)
    #expect(Checkpoint(record: Substring(checkpoint.record)) == checkpoint)
    #expect(checkpoint.isPossible(in: attempt.level))
  }

  @Test func `the games leave marks of every kind`() throws {
    let records = try (0..<40 as Range<UInt64>).map { seed in
      let state = try game(seed: seed, 300).state
      return [
        state.filledHoles.count, state.brokenPlanks.count, state.takenKeys.count,
        state.openedLocks.count, state.keysInHand, state.activeKeeper - 1,
        6 - state.crates.count,
      ]
    }
    for kind in 0..<7 { #expect(records.contains { $0[kind] > 0 }, "\(kind)") }
  }

  @Test func `a long game is saved and played on`() throws {
    let attempt = try game(seed: 1, 20_000)
    let saved = SavedAttempt(attempt, levelID: "0123456789abcdef", sequence: 4)
    #expect(saved.text.utf8.count <= SavedAttempt.maximumBytes)
    #expect(saved.origin != nil)
    let again = try #require(SavedAttempt(saved.text)).attempt(at: attempt.level)
    #expect(again.state == attempt.state)
    #expect((again.moves, again.pushes) == (attempt.moves, attempt.pushes))
  }

  @Test func `a plain position keeps its plain record`() {
    let state = PuzzleState(
      keeper: Position(column: 1, row: 1), crates: [Position(column: 2, row: 1)])
    let checkpoint = Checkpoint(state: state, actions: 3, moves: 3, pushes: 1)
    #expect(checkpoint.record == "3,3,1;65;66")
  }

  @Test(arguments: [
    "", "1,1,0", "1,1,0;65", "0,0,0;65;66", "1,1;65;66", "1,1,0;4096;66", "1,1,0;65;4096",
    "1,1,0;65;66w", "1,1,0;65;x", "1,1,0;65,66;67", "1,1,0;65,66,3;67", "1,1,0;65;66;",
    "1,1,0;65;66,",
    "1,1,0;65;66;;;", "1,1,0;65;66;;;;;", "1,1,0;65;66;a;;;", "1,1,0;;66", "a,1,0;65;66",
  ]) func `a broken record is refused`(record: String) {
    #expect(Checkpoint(record: Substring(record)) == nil)
  }
}
