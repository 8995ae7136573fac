import PuzzleRules
import Screen
import TestKit
import Testing

@testable import Game

@Suite struct LayoutTests {
  static let sizes = [
    Size(columns: 60, rows: 20), Size(columns: 80, rows: 24), Size(columns: 132, rows: 43),
  ]

  @Test(arguments: Exhibits.all, sizes)
  func `nothing is cut off`(exhibit: Exhibit, size: Size) {
    var state = exhibit.state
    state.glyphs = .unicode
    #expect(!render(state, size: size).text.contains("…"))
  }

  @Test(arguments: Exhibits.all, sizes)
  func `ASCII pictures are ASCII and no row is wider than the terminal`(
    exhibit: Exhibit, size: Size
  ) {
    let surface = render(exhibit.state, size: size)
    #expect(surface.size == size)
    #expect(surface.text.allSatisfy { $0.isASCII })
  }

  @Test(arguments: Exhibits.all)
  func `Unicode pictures use only ornaments beyond ASCII`(exhibit: Exhibit) {
    var state = exhibit.state
    state.glyphs = .unicode
    let others = render(state, size: state.size).text.filter { !$0.isASCII }
    #expect(others.allSatisfy { GlyphSet.ornaments.contains($0) })
  }

  @Test(arguments: sizes) func `the play screen shows everything`(size: Size) throws {
    let exhibit = try #require(Exhibits.all.first { $0.name == "banner-elsewhere" })
    let text = render(exhibit.state, size: size).text
    for element in [
      "03 Two by two", "The Quay 3/10", "@ Mira", "guest", "Moves     2  (8)", "Pushes    1  (4)",
      "Score  up to 1000", "Best       -", "u undo", "r restart", "U undo push", "y redo",
      "n/p level",
      "m map", "? help", "Esc pause", "q save and quit", "walk up to a crate", "Also playing:",
      "phone level 4", "> phone is in level 4.", "c continue there", "x dismiss",
    ] { #expect(text.contains(element), "\(element)") }
  }

  @Test(arguments: sizes) func `the level map shows stars, progress and locks`(size: Size) {
    var session = Session(size: size, shared: Records.middle)
    session.press(.down, .enter)
    let text = session.text
    for element in [
      "Hundred Holds", "3 809 points", "12 of 60 stars", "1 The Quay", "2 The Bilge",
      "opens at 6 solved in The Quay (4 so far)", "~2", "***", "03 Two by two   D 7   par 4/8",
      "in progress, 2 moves", "Tab next unsolved", "Enter play", "Esc back", "@  []",
    ] { #expect(text.contains(element), "\(element)") }
  }

  @Test(arguments: sizes)
  func `what is known of a level is said in words that fit`(size: Size) {
    var session = Session(size: size, shared: Records.middle)
    session.go(to: 3)
    session.walk(TestPack.solution3)
    session.press(.escape, "r", .right)
    var phone = Session("phone", shared: session.shared)
    phone.press(.enter)
    phone.walk("R")
    session.receive(phone.shared)
    session.press("m")
    #expect(session.text.contains("best 960"))
    #expect(session.text.contains("1 move (phone)"))
  }

  @Test func `the map at 80 columns writes numbers and results together`() {
    var session = Session(shared: Records.middle)
    session.press(.down, .enter)
    #expect(
      session.text.contains(
        "  1 The Quay     01!   02!   03~2  04*** 05*** 06--- 07--- 08--- 09--- 10---"))
  }

  @Test func `the current level is in reverse video on the map`() {
    var session = Session(shared: Records.middle)
    session.press(.down, .enter)
    let surface = render(session.state, size: session.state.size)
    let reversed = (0..<80).filter { surface[$0, 2].style.isReversed }
    #expect(reversed == Array(29..<34))
  }

  @Test func `a chapter opens at six solved levels`() {
    var session = Session(shared: Records.middle)
    session.go(to: 6)
    session.walk("rrrrrr")
    session.go(to: 7)
    session.walk("rrrrrrr")
    session.press("m")
    #expect(!session.text.contains("opens at"))
    session.press(.down, .enter)
    #expect(session.state.play?.number == 17)
  }

  @Test func `resizing keeps the state and draws the whole picture again`() {
    var session = Session.playing(3)
    session.walk("rR")
    let state = session.state
    let picture = session.text
    #expect(session.send(.resized(Size(columns: 40, rows: 12))) == [])
    #expect(session.text.contains("need 60x20, have 40x12"))
    session.send(.resized(Size(columns: 132, rows: 43)))
    #expect(session.text.contains("03 Two by two"))
    session.send(.resized(Size(columns: 80, rows: 24)))
    #expect(session.state == state)
    #expect(session.text == picture)
  }

  @Test func `a storm of resizes loses no key`() {
    var generator = SeededGenerator(seed: 42)
    var session = Session.playing(3)
    var quiet = session
    for step in 0..<200 {
      let size = Size(
        columns: Int.random(in: 0...140, using: &generator),
        rows: Int.random(in: 0...50, using: &generator))
      session.send(.resized(size))
      #expect(render(session.state, size: size).size == size)
      let key: Key = [.left, .right, .up, .down, "u", "y"][step % 6]
      session.press(key)
      quiet.press(key)
    }
    session.send(.resized(quiet.state.size))
    #expect(session.state == quiet.state)
  }

  @Test(arguments: Exhibits.all) func `every screen can be drawn at any size`(exhibit: Exhibit) {
    for size in [(0, 0), (1, 1), (5, 40), (200, 3), (60, 20), (61, 21), (79, 23), (200, 60)] {
      let size = Size(columns: size.0, rows: size.1)
      #expect(render(exhibit.state, size: size).size == size)
    }
  }

  @Test func `q saves and quits while the terminal is too small, even from a form`() {
    var session = Session()
    session.press(.down, .down, .enter)
    session.send(.resized(Size(columns: 40, rows: 12)))
    #expect(session.press("q") == [.upload(.now), .quit])
  }

  @Test func `random keys and noise never crash and never lose the board`() {
    var generator = SeededGenerator(seed: 7)
    var decoder = KeyDecoder()
    var session = Session(shared: Records.middle)
    for _ in 0..<400 {
      let bytes = (0..<50).map { _ in UInt8.random(in: 0...255, using: &generator) }
      for key in decoder.feed(bytes) {
        session.send(.key(key))
        if session.state.isEnding {
          session = Session(shared: session.shared, device: session.device)
        }
      }
      _ = render(session.state, size: session.state.size)
    }
    #expect(session.state.progress.best(ofLevel: 1)?.points == 1000)
  }

  @Test(arguments: [
    (12, "12"), (1234, "1 234"), (98_050, "98 050"), (100_000, "100 000"), (-1, "-1"),
  ])
  func `large numbers are written in groups`(number: Int, text: String) {
    #expect(Wording(glyphs: .ascii).grouped(number) == text)
  }

  @Test func `captions fill their lines evenly`() {
    #expect(
      "walk up to a crate and keep on".balanced(to: 28) == ["walk up to a", "crate and keep on"])
  }

  @Test(arguments: [
    (10, ["walk up to", "a crate"]), (4, ["walk", "up", "to a", "crat", "e"]),
    (80, ["walk up to a crate"]),
  ])
  func `text is broken between words where possible`(width: Int, lines: [String]) {
    #expect("walk up to a crate".wrapped(to: width) == lines)
  }
}
