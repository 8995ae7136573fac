import Game
import PuzzleRules
import Testing

@Suite struct SavingTests {
  @Test func `an action changes the attempt and the place to resume, nothing else`() throws {
    var player = try Player(try Fixture.progress())
    #expect(player.progress.shared["currentLevel"] == "3")
    let changes = try player.play("dd")
    #expect(changes.map(\.key) == ["wip.003", "resume"])
    #expect(changes.allSatisfy { $0.scope == .shared && $0.value != nil })
    #expect(player.progress.resumePoint?.cursor == 2)
    #expect(player.relation == .same)
  }

  @Test func `a bump saves nothing`() throws {
    var player = try Player(try Fixture.progress())
    try player.play("dd")
    #expect(player.save().isEmpty)
    #expect(try player.play("r").isEmpty)
  }

  @Test func `opening a level again where it was left changes nothing`() throws {
    var player = try Player(try Fixture.progress())
    try player.play("dd")
    let again = try #require(player.progress.board(atLevel: 3))
    #expect(again == player.board)
    #expect(player.progress.opening(again.attempt, atLevel: 3).isEmpty)
    let other = try #require(player.progress.board(atLevel: 4))
    #expect(
      player.progress.opening(other.attempt, atLevel: 4).map(\.key) == ["resume", "currentLevel"])
  }

  @Test func `another device goes on with the same board, undo and redo included`() throws {
    var desk = try Player(try Fixture.progress())
    try desk.play("dddllllluuRldd")
    desk.undo(3)
    let phone = try Player(try Fixture.progress(desk.progress.shared, id: "phone"))
    #expect(phone.progress.levelToResume == 3)
    #expect(phone.board.attempt == desk.board.attempt)
    var attempt = phone.board.attempt
    var undos = 0
    while attempt.undo() { undos += 1 }
    #expect(undos == 11)
    #expect(attempt.state == attempt.level.start)
    while attempt.redo() {}
    #expect(attempt.cursor == 14)
  }

  @Test func `a dropped redo tail and a restart are saved over what they came from`() throws {
    var player = try Player(try Fixture.progress())
    try player.play("ddd")
    player.undo(2)
    try player.play("d")
    #expect(player.relation == .same)
    #expect(player.progress.savedAttempt(atLevel: 3)?.length == 2)
    _ = player.board.attempt.restart()
    #expect(player.save().map(\.key) == ["wip.003", "resume"])
    #expect(player.progress.savedAttempt(atLevel: 3)?.cursor == 0)
    #expect(player.progress.savedAttempt(atLevel: 3)?.length == 2)
  }

  @Test func `solving writes the best and the high score once`() throws {
    let progress = try Fixture.progress(["highScore": "400"])
    let solved = try Fixture.attempt("LLdlU", atLevel: 1)
    let changes = progress.solving(solved, atLevel: 1)
    #expect(changes.map(\.key) == ["best.001", "highScore"])
    #expect(changes.last?.value == "1000")
    var next = progress
    next.apply(changes)
    #expect(next.solving(solved, atLevel: 1).isEmpty)
    #expect(progress.solving(try Fixture.attempt("LL", atLevel: 1), atLevel: 1).isEmpty)
  }

  @Test func `a worse solution never replaces a better one, nor lowers the high score`() throws {
    var progress = try Fixture.progress()
    progress.apply(progress.solving(try Fixture.attempt("LLdlU", atLevel: 1), atLevel: 1))
    let longer = try Fixture.attempt("LrlLdlU", atLevel: 1)
    #expect(longer.isSolved && longer.moves > 5)
    #expect(progress.solving(longer, atLevel: 1).isEmpty)

    var other = try Fixture.progress(["highScore": "99999"])
    let changes = other.solving(longer, atLevel: 1)
    #expect(changes.map(\.key) == ["best.001"])
    other.apply(changes)
    #expect(other.highScore == 99999)
  }

  @Test func `records of a later version are neither read nor written over`() throws {
    let later = [
      "best.001": "2 whatever", "wip.001": "2 whatever", "resume": "2 whatever", "stat.desk": "2 x",
      "future.key": "value",
    ]
    var player = try Player(try Fixture.progress(later), atLevel: 1)
    try player.play("LLdlU")
    #expect(player.relation == .unreadable)
    player.progress.apply(player.progress.solving(player.board.attempt, atLevel: 1))
    player.progress.apply(player.progress.crediting(DeviceStatistics(moves: 5)))
    for (key, value) in later { #expect(player.progress.shared[key] == value) }
    #expect(player.progress.attemptApart(atLevel: 1)?.length == 5)
  }

  @Test func `play is credited to this device and only ever added`() throws {
    var progress = try Fixture.progress(["stat.phone": "1 9 9 9 9"])
    progress.apply(
      progress.crediting(DeviceStatistics(moves: 10, pushes: 3, seconds: 5, solves: 1)))
    progress.apply(progress.crediting(DeviceStatistics(moves: 1)))
    #expect(progress.shared["stat.desk"] == "1 11 3 5 1")
    #expect(progress.shared["stat.phone"] == "1 9 9 9 9")
    #expect(progress.crediting(DeviceStatistics()).isEmpty)
  }

  @Test func `a name is taken if it is valid and new`() throws {
    let progress = try Fixture.progress(["playerName": "Mira"])
    #expect(progress.naming("Ole").map(\.value) == ["Ole"])
    #expect(progress.naming("Mira").isEmpty)
    #expect(progress.naming("").isEmpty)
  }
}
