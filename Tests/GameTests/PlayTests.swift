import LevelPack
import PuzzleRules
import Screen
import Testing

@testable import Game

@Suite struct PlayTests {
  @Test func `Enter on the title opens the first level and saves where the player is`() {
    var session = Session()
    let effects = session.press(.enter)
    #expect(session.state.play?.number == 1)
    #expect(
      effects == [
        .save([
          .shared(.resume, "1 1 0 laptop 1"), .shared(.currentLevel, "1"),
        ]), .upload(.now), .wake(after: .seconds(1), .uploadSpacing),
      ])
  }

  @Test func `A3 a step is saved before anything else happens`() throws {
    var session = Session.playing(3)
    let id = try #require(session.state.pack.id(ofLevel: 3))
    session.send(.woke(.uploadSpacing))
    #expect(
      session.press(.right) == [
        .save([
          .shared(.attempt(3), "1 \(id) 3 1 - r"), .shared(.resume, "1 3 1 laptop 3"),
        ]), .wake(after: .milliseconds(300), .uploadQuiet),
        .wake(after: .seconds(1), .uploadSpacing),
      ])
    #expect(session.moves == "r")
  }

  @Test func `a bump changes nothing and has no effect`() {
    var session = Session.playing(1)
    let before = session.state
    #expect(session.press(.up, .left, .down) == [])
    #expect(session.state == before)
  }

  @Test(arguments: [
    [Key.up, "k", "w"], [.down, "j", "s"], [.left, "h", "a"], [.right, "l", "d"],
  ])
  func `arrows, hjkl and wasd are the same`(keys: [Key]) {
    let states = keys.map { key in
      var session = Session.playing(3)
      session.press(key)
      return session.state
    }
    #expect(states.allSatisfy { $0 == states[0] })
    #expect(states[0].play?.board.attempt.moves == 1)
  }

  @Test(arguments: [
    ("u", "rRR"), ("U", "rR"), ("r", ""), ("yy", "rRRl"),
  ])
  func `undo, undo push, restart and redo act on the history`(keys: String, moves: String) {
    var session = Session.playing(3)
    session.walk("rRRl")
    session.type(keys)
    #expect(session.moves == moves)
    #expect(session.attempt?.length == 4)
  }

  @Test func `Backspace undoes and Ctrl-R redoes`() {
    var session = Session.playing(3)
    session.walk("rR")
    session.press(.backspace, .backspace, .backspace, .control("r"))
    #expect(session.moves == "r")
  }

  @Test func `A3 solving saves the result, shows it and uploads at once`() throws {
    var session = Session.playing(1)
    let id = try #require(session.state.pack.id(ofLevel: 1))
    let effects = session.press(.right)
    #expect(
      effects == [
        .save([
          .shared(.attempt(1), "1 \(id) 2 1 - R"), .shared(.resume, "1 1 1 laptop 2"),
          .shared(.best(1), "1 \(id) 1000 - 1 1 R"), .shared(.highScore, "1000"),
        ]), .upload(.now), .wake(after: .seconds(1), .uploadSpacing),
      ])
    #expect(
      session.state.scene
        == .solved(
          SolvedSummary(
            number: 1, pushes: 1, moves: 1, points: 1000, stars: 3, hasCrown: true,
            previousBest: nil, total: 1000, gain: 1000)))
  }

  @Test func `keys typed ahead of a solution neither move on nor move anything`() {
    var session = Session.playing(1)
    session.walk("R")
    let solved = session.state
    #expect(session.press(.right, .left, .up, "h", "z", .tab) == [])
    #expect(session.state == solved)
  }

  @Test func `Enter goes on to the next level once solved`() {
    var session = Session.playing(1)
    session.walk("R")
    session.press(.enter)
    #expect(session.state.play?.number == 2)
    #expect(session.state.scene == .play)
  }

  @Test func `after a solution r starts over, and redo brings the solution back`() {
    var session = Session.playing(1)
    session.walk("R")
    session.press("r")
    #expect(session.moves == "")
    session.press("y")
    #expect(session.moves == "R")
  }

  @Test func `a worse solution takes nothing away`() {
    var session = Session.playing(3)
    session.walk(TestPack.solution3)
    session.press("r")
    let best = session.shared["best.003"]
    session.walk("l" + "r" + TestPack.solution3)
    #expect(session.shared["best.003"] == best)
    #expect(session.shared["highScore"] == "1000")
  }

  @Test func `a solved level opened again starts from the beginning`() {
    var session = Session.playing(1)
    session.walk("R")
    session.press(.enter, "p")
    #expect(session.state.play?.number == 1)
    #expect(session.moves == "")
    #expect(session.attempt?.length == 1)
  }

  @Test func `going on with a solved level shows that it is solved`() {
    var first = Session.playing(1)
    first.walk("R")
    var second = Session("phone", shared: first.shared)
    second.press(.enter)
    #expect(second.moves == "R")
    #expect(second.text.contains("Solved! 01 First push"))
    second.press(.enter)
    #expect(second.state.play?.number == 2)
  }

  @Test func `levels of a closed chapter are refused with the reason`() {
    var session = Session.playing(10)
    session.press("n")
    #expect(session.state.play?.number == 10)
    #expect(session.lastLine == " Level 11 opens at 6 solved in The Quay (0 so far).")
  }

  @Test(arguments: [("0", 3), ("99", 3), ("", 3), ("007", 7), ("1000", 3)])
  func `a level is reached by its number if there is one`(digits: String, level: Int) {
    var session = Session.playing(3)
    session.press("g")
    session.type(digits)
    session.press(.enter)
    #expect(session.state.play?.number == level)
    #expect(session.state.scene == .play)
  }

  @Test func `there is nothing before the first level and nothing after the last`() {
    var session = Session.playing(1)
    session.press("p")
    #expect(session.lastLine == " This is the first level.")
    #expect(session.state.play?.number == 1)
  }

  @Test func `a thousand queued keys give what the plain fold gives`() {
    let keys = (0..<1000).map { "rRdlUurlyhjklx"[index: $0 * 7 % 14] }
    var session = Session.playing(3)
    var attempt = Attempt(level: TestPack.pack.level(3) ?? TestPack.pack.levels[0])
    for key in keys where !attempt.isSolved {
      session.send(.key(.character(key)))
      switch key {
      case "r": _ = attempt.restart()
      case "d", "l": _ = attempt.perform(.step(.right))
      case "U": _ = attempt.undoPush()
      case "u": _ = attempt.undo()
      case "y": _ = attempt.redo()
      case "h": _ = attempt.perform(.step(.left))
      case "j": _ = attempt.perform(.step(.down))
      case "k": _ = attempt.perform(.step(.up))
      default: break
      }
    }
    #expect(session.attempt == attempt)
    #expect(session.shared["wip.003"].flatMap(SavedAttempt.init)?.cursor == attempt.cursor)
  }

  @Test func `unbound keys change nothing in play`() {
    let bound = Set((KeyTable.play.lines() + KeyTable.general.lines()).flatMap(\.keys))
    var session = Session.playing(3)
    session.walk("rR")
    let before = session.state
    let printable = (0x20...0x24F).compactMap {
      Unicode.Scalar($0).map { Key.character(Character($0)) }
    }
    let others: [Key] = [.home, .end, .pageUp, .pageDown, .delete, .tab, .backTab, .enter]
    for key in printable + others where !bound.contains(key) {
      #expect(session.press(key) == [])
    }
    #expect(session.state == before)
  }
}

extension String {
  fileprivate subscript(index offset: Int) -> Character {
    self[index(startIndex, offsetBy: offset)]
  }
}
