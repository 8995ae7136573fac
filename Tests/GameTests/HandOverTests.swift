import LevelPack
import PuzzleRules
import Screen
import Testing

@testable import Game

@Suite struct HandOverTests {
  /// A level being played on the laptop, and the same on the phone.
  private func pair(after moves: String) -> (laptop: Session, phone: Session) {
    var laptop = Session.playing(3)
    laptop.walk(moves)
    var phone = Session("phone", shared: laptop.shared)
    phone.press(.enter)
    return (laptop, phone)
  }

  @Test func `another terminal goes on at the same level, board and history`() {
    var laptop = Session.playing(3)
    laptop.walk("rRlddruulurdlu")
    let moves = laptop.moves
    #expect(laptop.attempt?.moves == 14)
    laptop.press("q")
    var phone = Session("phone", shared: laptop.shared)
    phone.press(.enter)
    #expect(phone.state.play?.number == 3)
    #expect(phone.attempt?.state == laptop.attempt?.state)
    #expect(phone.moves == moves)
    for _ in 0..<14 { phone.press("u") }
    #expect(phone.attempt?.state == TestPack.pack.level(3)?.start)
  }

  @Test func `what one terminal undid the other can redo`() {
    var (laptop, _) = pair(after: "rRR")
    laptop.press("u", "u")
    var phone = Session("phone", shared: laptop.shared)
    phone.press(.enter)
    #expect(phone.moves == "r")
    phone.press("y", "y", "y")
    #expect(phone.moves == "rRR")
  }

  @Test func `progress that arrives on the title is simply taken over`() {
    var (laptop, _) = pair(after: "rR")
    var tablet = Session("tablet")
    tablet.receive(laptop.shared)
    #expect(tablet.text.contains("Continue   03 Two by two"))
    laptop.walk("R")
    tablet.receive(laptop.shared)
    tablet.press(.enter)
    #expect(tablet.moves == "rRR")
  }

  @Test func `progress that arrives on the map is taken over`() {
    var (laptop, phone) = pair(after: "rR")
    phone.press("m")
    laptop.walk("R")
    phone.receive(laptop.shared)
    phone.press(.escape)
    #expect(phone.moves == "rRR")
    #expect(phone.state.offer == nil)
  }

  @Test func `the board under the hands stays, and a banner offers to go on`() {
    var (laptop, phone) = pair(after: "rR")
    let board = laptop.attempt
    phone.walk("Rlld")
    #expect(laptop.receive(phone.shared) == [])
    #expect(laptop.attempt == board)
    #expect(
      laptop.lastLine == " > phone is 6 moves into this level.  c continue there   x dismiss")
    laptop.press("c")
    #expect(laptop.attempt == phone.attempt)
    #expect(laptop.state.offer == nil)
  }

  @Test func `a device that undid everything is said to be at the start`() {
    var (laptop, phone) = pair(after: "rR")
    phone.press("u", "u")
    laptop.receive(phone.shared)
    #expect(laptop.lastLine.contains("phone went back to the start of this level."))
  }

  @Test func `a dismissed banner comes back when the other device moves`() {
    var (laptop, phone) = pair(after: "rR")
    phone.walk("R")
    laptop.receive(phone.shared)
    laptop.press("x")
    #expect(laptop.lastLine == "")
    laptop.receive(phone.shared)
    #expect(laptop.lastLine == "")
    phone.walk("l")
    laptop.receive(phone.shared)
    #expect(laptop.lastLine.contains("phone is 4 moves into this level."))
  }

  @Test func `the banner survives typing and points to another level`() {
    var (laptop, phone) = pair(after: "rR")
    phone.press("n")
    phone.walk("rr")
    laptop.receive(phone.shared)
    #expect(laptop.lastLine == " > phone is in level 4.  c continue there   x dismiss")
    laptop.walk("R")
    #expect(laptop.moves == "rRR")
    #expect(laptop.lastLine.contains("phone is in level 4."))
    laptop.press("c")
    #expect(laptop.state.play?.number == 4)
    #expect(laptop.moves == "rr")
  }

  @Test func `boards that diverged are both kept until the player chooses`() {
    var (laptop, phone) = pair(after: "rR")
    phone.walk("Rl")
    laptop.walk("lld")
    laptop.receive(phone.shared)
    #expect(laptop.moves == "rRlld")
    #expect(laptop.text.contains("choose!"))
    #expect(
      laptop.lastLine == " > Both devices moved on in this level.  c choose   x dismiss")
    laptop.press("m")
    #expect(laptop.text.contains("two boards: choose!"))
    laptop.press("m")
    let shared = laptop.shared["wip.003"]
    laptop.walk("r")
    #expect(laptop.shared["wip.003"] == shared)
    #expect(laptop.device["mine.003"].flatMap(SavedAttempt.init)?.length == 6)
  }

  @Test(arguments: [("1", "rRlld", "rRRl"), ("2", "rRRl", "rRlld")])
  func `the chosen board is played on and the other is kept`(
    key: Character, chosen: String, other: String
  ) throws {
    var (laptop, phone) = pair(after: "rR")
    phone.walk("Rl")
    laptop.walk("lld")
    laptop.receive(phone.shared)
    let effects = laptop.press("c", .character(key))
    #expect(effects.contains(.upload(.now)))
    #expect(laptop.moves == chosen)
    #expect(laptop.device["mine.003"] == nil)
    let kept = try #require(laptop.shared["alt.003"].flatMap(SavedAttempt.init))
    let level = try #require(TestPack.pack.level(3))
    #expect(try LURD.text(of: kept.attempt(at: level).history.applied) == other)
    #expect(!laptop.text.contains("choose!"))
  }

  @Test func `deciding later plays on and asks again on entering the level`() {
    var (laptop, phone) = pair(after: "rR")
    phone.walk("Rl")
    laptop.walk("lld")
    laptop.receive(phone.shared)
    laptop.press("c", .escape)
    #expect(laptop.state.scene == .play)
    #expect(laptop.text.contains("choose!"))
    var again = Session(shared: laptop.shared, device: laptop.device)
    again.go(to: 3)
    #expect(again.moves == "rRlld")
    #expect(again.state.scenes == [.title(.resume), .play, .choice])
    again.press(.escape)
    #expect(again.state.scene == .play)
  }

  @Test func `keys being pressed never meet a dialog of their own accord`() {
    var (laptop, phone) = pair(after: "rR")
    phone.walk("Rl")
    laptop.walk("lld")
    laptop.receive(phone.shared)
    #expect(laptop.state.scene == .play)
    laptop.walk("r")
    #expect(laptop.state.scene == .play)
  }

  @Test func `a level solved elsewhere leaves the board and is told`() {
    var (laptop, phone) = pair(after: "r")
    phone.walk("RRlldRR")
    let board = laptop.attempt
    let effects = laptop.receive(phone.shared)
    #expect(laptop.attempt == board)
    #expect(effects == [.wake(after: .seconds(4), .message)])
    #expect(laptop.lastLine == " phone solved level 3 Two by two: 1000 points.")
    laptop.send(.woke(.message))
    #expect(laptop.lastLine.hasPrefix(" > phone is 8 moves into this level."))
    #expect(laptop.state.progress.best(ofLevel: 3)?.points == 1000)
  }

  @Test func `devices are called by the names they gave themselves`() {
    var (laptop, phone) = pair(after: "rR")
    phone.walk("R")
    var records = phone.shared
    let presence = phone.state.presence(at: 1_700_000_000, named: "Mira's phone")
    #expect(presence == .shared(.device("phone"), "1 3 3 1700000000 Mira's phone"))
    records[presence.key] = presence.value
    laptop.receive(records)
    #expect(laptop.lastLine.contains("Mira's phone is 3 moves into this level."))
  }

  @Test func `records of a newer version are left alone and named`() {
    var session = Session(shared: ["wip.001": "9 something new", "currentLevel": "1"])
    session.press(.enter)
    #expect(session.lastLine.contains("newer version"))
    session.walk("R")
    #expect(session.shared["wip.001"] == "9 something new")
  }
}
