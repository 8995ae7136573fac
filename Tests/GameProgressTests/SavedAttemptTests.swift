import Game
import LevelPack
import PuzzleRules
import TestKit
import Testing

@Suite struct SavedAttemptTests {
  @Test func `the record has the documented form`() throws {
    var attempt = try Fixture.attempt("dddlllll")
    attempt.mark(.hint)
    for _ in 0..<2 { _ = attempt.undo() }
    let saved = SavedAttempt(attempt, levelID: "0123456789abcdef", sequence: 7)
    #expect(saved.text == "1 0123456789abcdef 7 6 h 3d5l")
    let read = try #require(SavedAttempt(saved.text))
    #expect(read == saved)
    #expect(try read.attempt(at: attempt.level) == attempt)
  }

  @Test func `an empty history is a dash`() throws {
    let saved = try Fixture.saved("", sequence: 1)
    #expect(saved.text.hasSuffix(" 1 0 - -"))
    #expect(try #require(SavedAttempt(saved.text)).length == 0)
  }

  @Test(arguments: [
    "", "1 0123456789abcdef 7 6 - 3d", "1 0123456789abcdef 7 -1 - 3d",
    "1 0123456789abcdef x 1 - 3d",
    "2 0123456789abcdef 7 1 - 3d", "1 0123456789ABCDEF 7 1 - 3d", "1 0123456789abcdef 7 1 ? 3d",
    "1 0123456789abcdef 7 1 - 3q", "1 0123456789abcdef 7 1 -",
    "1 0123456789abcdef 7 1 - [1,1,0;65;66",
    "1 0123456789abcdef 7 1 - [1,1;65;66]3d", "1 0123456789abcdef 7 0 - [1,1,0;65;66]3d",
    "1 0123456789abcdef 7 1 - [0,0,0;65;66]3d", "1 0123456789abcdef 7 1 - [1,1,0;4096;66]3d",
    "1 0123456789abcdef 7 99999999 - 99999999r",
  ])
  func `a broken record is refused`(text: String) {
    #expect(SavedAttempt(text) == nil)
  }

  @Test func `what could be redone is dropped first`() throws {
    var attempt = try Self.longAttempt(2500)
    let all = SavedAttempt(attempt, levelID: "0123456789abcdef", sequence: 1)
    #expect(all.origin == nil && all.length == attempt.length)
    while attempt.history.actions.count < 6000 { Self.walk(&attempt, 100) }
    while attempt.cursor > 1000 { _ = attempt.undo() }
    let saved = SavedAttempt(attempt, levelID: "0123456789abcdef", sequence: 1)
    #expect(saved.text.utf8.count <= SavedAttempt.maximumBytes)
    #expect(saved.origin == nil)
    #expect(saved.length == 1000)
    #expect(try saved.attempt(at: attempt.level).state == attempt.state)
  }

  @Test func `then the oldest actions are summed up in a checkpoint`() throws {
    let attempt = try Self.longAttempt(8000)
    let saved = SavedAttempt(attempt, levelID: "0123456789abcdef", sequence: 1)
    #expect(saved.text.utf8.count <= SavedAttempt.maximumBytes)
    #expect(saved.text.utf8.count > SavedAttempt.maximumBytes - 100)
    let origin = try #require(saved.origin)
    #expect(origin.actions > 0)
    let read = try #require(SavedAttempt(saved.text))
    #expect(read == saved)
    let rest = try read.attempt(at: attempt.level)
    #expect(rest.state == attempt.state)
    #expect(
      (rest.cursor, rest.moves, rest.pushes) == (attempt.cursor, attempt.moves, attempt.pushes))
    #expect(attempt.state(after: origin.actions) == origin.state)
  }

  /// An attempt with a random walk that resists run-length coding.
  private static func longAttempt(_ count: Int) throws -> Attempt {
    var attempt = Attempt(level: try #require(try Fixture.pack().level(10)))
    walk(&attempt, count)
    return attempt
  }

  private static func walk(_ attempt: inout Attempt, _ count: Int) {
    var generator = SeededGenerator(seed: UInt64(attempt.length))
    let end = attempt.length + count
    while attempt.length < end {
      _ = attempt.perform(.step(Direction.allCases.randomElement(using: &generator) ?? .up))
    }
  }
}
