import PuzzleRules
import TestKit
import Testing

/// `step` against the rules written a second time.
@Suite struct RuleComparisonTests {
  private static let boards = 500
  private static let actions = 80

  @Test func `G-002 random games on boards of all mechanics go as the rule book says`() throws {
    var generator = SeededGenerator(seed: 2)
    var events: [String: Int] = [:]
    for number in 0..<Self.boards {
      let board = RandomBoard(using: &generator)
      var plain = PlainRules(map: board.map, floor: board.floor)
      let file = try LevelFile(parsing: board.text, name: "board-\(number)")
      var attempt = Attempt(level: try #require(file.levels.first))
      var letter: Character = "s"
      for index in 1...Self.actions {
        // Going on straight ahead now and then gets a crate somewhere.
        if Int.random(in: 0..<3, using: &generator) > 0 {
          letter = "uuddllrrs".randomElement(using: &generator) ?? "s"
        }
        plain.play(letter)
        try attempt.play(String(letter))
        guard attempt.cursor == plain.record.count,
          attempt.isSolved == (board.hasGoal && plain.isSolved),
          !index.isMultiple(of: 5) || Self.isSame(attempt, plain)
        else {
          Issue.record("board \(number) differs after \(plain.record)\n\(board.text)")
          return
        }
      }
      #expect(attempt.text == plain.record)
      events.merge(plain.events) { $0 + $1 }
    }
    #expect(events.keys.count == 9 && events.values.allSatisfy { $0 > 12 }, "\(events)")
  }

  /// Whether both show the same board, purse and keeper.
  private static func isSame(_ attempt: Attempt, _ plain: PlainRules) -> Bool {
    let (level, state) = (attempt.level, attempt.state)
    return level.picture(of: state).prefix(plain.picture.count).elementsEqual(plain.picture)
      && level.terrainPicture(of: state).prefix(plain.picture.count)
        .elementsEqual(plain.floorPicture)
      && state.keysInHand == plain.keys && (state.activeKeeper == 2) == (plain.active == "&")
  }
}
