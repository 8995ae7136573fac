import PuzzleRules
import Screen
import Testing

@testable import Game

@Suite struct KeyTableTests {
  @Test(arguments: KeyTable.sections) func `no key has two meanings in one place`(
    section: KeySection
  ) {
    let keys = section.lines.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test(arguments: [
    Size(columns: 60, rows: 20), Size(columns: 80, rows: 24), Size(columns: 132, rows: 43),
  ])
  func `the help lists every bound key with its meaning`(size: Size) {
    let pages = HelpPages(size: size, glyphs: .ascii, mechanics: Mechanic.allCases)
    let lines = pages.pages.joined()
    var listed: [(names: String, meaning: String)] = []
    for case .key(let names, let meaning) in lines {
      #expect(names.displayWidth < HelpPages.keyWidth, "'\(names)' touches what it means.")
      if meaning.isEmpty, let last = listed.popLast() {
        listed.append((last.names + " " + names, last.meaning))
      } else {
        listed.append((names, meaning))
      }
    }
    for section in KeyTable.sections {
      #expect(lines.contains(.heading(section.title)))
      for line in section.lines {
        #expect(listed.contains { $0 == (line.names, line.meaning) }, "\(line)")
      }
    }
    #expect(pages.pages.allSatisfy { $0.count <= size.rows - 4 && !$0.isEmpty })
  }

  @Test func `the help shows each of its pages and stops at both ends`() {
    var session = Session.playing(3)
    session.press("?", .left)
    #expect(session.text.contains("page 1 of 7"))
    for _ in 0..<9 { session.press(.right) }
    #expect(session.text.contains("page 7 of 7"))
    session.press(.escape)
    #expect(session.state.scene == .play)
  }

  @Test func `the help is reachable from everywhere but a form`() {
    for exhibit in Exhibits.all {
      var state = exhibit.state
      _ = reduce(&state, .key("?"))
      switch exhibit.state.scene {
      case .signIn: #expect(state.scenes.count == exhibit.state.scenes.count)
      case .help: #expect(state.scenes.count == exhibit.state.scenes.count - 1)
      case .title, .signOut, .map, .play, .solved, .pause, .choice, .number:
        #expect(state.scene == .help(page: 0))
      }
    }
  }

  @Test(arguments: Exhibits.all) func `Ctrl-C saves and quits from everywhere`(exhibit: Exhibit) {
    var state = exhibit.state
    #expect(reduce(&state, .key(.control("c"))) == [.upload(.now), .quit])
    #expect(state.isEnding)
    #expect(reduce(&state, .key(.right)) == [])
  }

  @Test(arguments: Exhibits.all) func `q quits wherever no text is typed`(exhibit: Exhibit) {
    var state = exhibit.state
    let effects = reduce(&state, .key("q"))
    if case .signIn = exhibit.state.scene {
      #expect(effects == [])
    } else {
      #expect(effects == [.upload(.now), .quit])
    }
  }

  @Test(arguments: Exhibits.all) func `Ctrl-L draws anew and changes nothing`(exhibit: Exhibit) {
    var state = exhibit.state
    #expect(reduce(&state, .key(.control("l"))) == [.redraw])
    #expect(state == exhibit.state)
  }

  @Test func `Ctrl-Z uploads, suspends and draws anew afterwards`() {
    var session = Session.playing(3)
    #expect(
      session.press(.control("z")) == [
        .upload(.now), .wake(after: .seconds(1), .uploadSpacing), .suspend,
      ])
    #expect(session.send(.resumed) == [.redraw])
  }

  @Test func `being told to end uploads and quits`() {
    var session = Session.playing(3)
    #expect(session.send(.interrupted) == [.upload(.now), .quit])
  }

  @Test(arguments: KeyTable.map.first { $0.command == .nextUnsolved }?.keys ?? [])
  func `the next unsolved level is found, round the end`(key: Key) {
    var session = Session(shared: Records.middle)
    session.go(to: 2)
    session.press("m")
    let found = (0..<9).map { _ -> Int in
      session.press(key)
      guard case .map(let selection) = session.state.scene else { return 0 }
      return selection
    }
    #expect(found == [3, 6, 7, 8, 9, 10, 3, 6, 7])
  }

  @Test(
    arguments: [
      ("l", 4), (.right, 4), (.left, 2), (.up, 3), (.down, 13), ("m", 3),
    ] as [(Key, Int)])
  func `the selection moves on the map`(key: Key, level: Int) {
    var session = Session.playing(3)
    session.press("m", key)
    guard case .map(let selection) = session.state.scene else {
      #expect(session.state.scene == .play && key == "m")
      return
    }
    #expect(selection == level)
  }

  @Test func `Enter on the map plays the level, Escape goes back to the board`() {
    var session = Session.playing(3)
    session.press(.right, "m", .right, .escape)
    #expect(session.state.play?.number == 3)
    #expect(session.moves == "r")
    session.press("m", .right, .enter)
    #expect(session.state.play?.number == 4)
  }

  @Test func `a closed level on the map is refused`() {
    var session = Session.playing(3)
    session.press("m", .down, .enter)
    #expect(session.text.contains("Level 13 opens at 6 solved in The Quay (0 so far)."))
    #expect(session.state.play?.number == 3)
  }

  @Test func `the pause menu does what it says`() {
    var session = Session.playing(3)
    session.walk("rR")
    session.press(.escape, .enter)
    #expect(session.state.scene == .play)
    session.press(.escape, .escape)
    #expect(session.state.scene == .play)
    session.press(.escape, .down, .enter)
    #expect(session.moves == "")
    session.press("y", "y", .escape, .down, .down, .enter)
    #expect(session.state.scene == .map(selection: 3))
    session.press(.escape, .escape, .down, .down, .down, .enter)
    #expect(session.state.scene == .help(page: 0))
    session.press(.escape, .escape, .up, .up, .enter)
    #expect(session.state.scene == .title(.resume))
    session.press(.enter)
    #expect(session.moves == "rR")
    #expect(session.press(.escape, .up, .enter).suffix(2) == [.upload(.now), .quit])
  }

  @Test func `the title menu does what it says`() {
    var session = Session()
    session.press(.down, .enter)
    #expect(session.state.scene == .map(selection: 1))
    session.press(.escape, .down, .enter)
    #expect(session.state.scene == .signIn(SignInForm()))
    session.press(.escape, .down, .enter)
    #expect(session.state.scene == .help(page: 0))
    session.press(.escape, .down)
    #expect(session.press(.enter) == [.upload(.now), .quit])
  }
}
