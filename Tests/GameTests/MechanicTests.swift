import PuzzleRules
import Screen
import TestKit
import Testing

@testable import Game

/// What the screen tells of the mechanics.
@Suite struct MechanicTests {
  @Test(
    arguments: MechanicPack.boards,
    [(80, 24, GlyphSet.ascii), (60, 20, .ascii), (80, 24, .unicode)])
  func `a board looks like its picture`(
    board: MechanicPack.Board, size: (columns: Int, rows: Int, glyphs: GlyphSet)
  ) {
    let state = MechanicPack.playing(board, glyphs: size.glyphs).state
    let surface = render(state, size: Size(columns: size.columns, rows: size.rows))
    let suffix = size.glyphs == .unicode ? "-unicode" : ""
    let name = "mechanic-\(board.mechanic.rawValue)-\(size.columns)x\(size.rows)\(suffix)"
    #expect(Snapshot.mismatch(of: surface, named: name) == nil)
  }

  @Test(arguments: Mechanic.allCases, LayoutTests.sizes)
  func `a new mechanic is told under the board of its first level`(mechanic: Mechanic, size: Size) {
    var session = Session(pack: MechanicPack.pack, size: size, shared: MechanicPack.records)
    session.go(to: MechanicPack.number(of: mechanic))
    let words = session.text.split { $0 == " " || $0 == "\n" }
    let caption = mechanic.caption.split(separator: " ")
    #expect(words.firstRange(of: caption) != nil)
    #expect(!session.text.contains("a place to look round"))
    session.press("n")
    #expect(session.text.contains("a place to look round"))
  }

  @Test func `keys in hand are shown where there are keys`() throws {
    let board = try #require(MechanicPack.boards.first { $0.mechanic == .key })
    var session = MechanicPack.playing(board)
    #expect(session.text.contains("Keys      1"))
    session.press("u")
    #expect(session.text.contains("Keys      0"))
    session.press("n")
    #expect(!session.text.contains("Keys "))
  }

  @Test func `Tab passes control, which the panel tells and undo takes back`() throws {
    let board = try #require(MechanicPack.boards.first { $0.mechanic == .keeper })
    var session = MechanicPack.playing(board)
    #expect(session.moves == "sl")
    #expect(session.text.contains("Keeper    &  (Tab)"))
    session.press("u", "u")
    #expect(session.text.contains("Keeper    @  (Tab)"))
    session.press("n", .tab)
    #expect(session.moves == "")
    #expect(!session.text.contains("Keeper"))
  }

  @Test func `the keeper in control is marked where there are two`() throws {
    let board = try #require(MechanicPack.boards.first { $0.mechanic == .keeper })
    let session = MechanicPack.playing(board)
    let surface = render(session.state, size: session.state.size)
    let marked = (0..<24).flatMap { row in
      (0..<80).filter { surface[$0, row].style.isReversed }.map { surface[$0, row].character }
    }
    #expect(marked.filter { $0 != " " } == ["&"])
  }

  @Test func `the help tells of the mechanics met so far and of no other`() {
    var session = Session(pack: MechanicPack.pack)
    #expect(session.state.metMechanics == [])
    for number in 2...7 {
      session.go(to: number)
      session.walk("r")
    }
    #expect(session.state.metMechanics == [.hole])
    let pages = HelpPages(
      size: session.state.size, glyphs: .ascii, mechanics: session.state.metMechanics
    ).pages.joined()
    #expect(pages.contains(.text(Mechanic.hole.caption)))
    #expect(!pages.contains(.text(Mechanic.ice.caption)))
    #expect(
      Session(pack: MechanicPack.pack, shared: MechanicPack.records).state.metMechanics
        == Mechanic.allCases)
  }

  @Test(
    arguments: [
      (.hole, " @[]()  ", "   @__  "), (.ice, " @[]~~~~~~    ", "   @~~~~~~[]  "),
      (.oneWay, " @  >>  ", "    >> @"), (.door, " @aaAA    ", "  a@A:    "),
      (.lift, " @11  ##  11  ", "  11  ##  1@  "), (.color, " @[x  XX", "     @{x"),
      (.key, " @kkKK  ", "     @  "), (.keeper, " @       &", "   @   &  "),
      (.plank, " @%%    ", "  () @  "),
    ] as [(Mechanic, String, String)])
  func `the help shows a mechanic at work`(mechanic: Mechanic, before: String, after: String) throws
  {
    let example = try #require(MechanicExample(mechanic, glyphs: .ascii))
    #expect(example.before.map { "\($0.left)\($0.right)" }.joined() == before)
    #expect(example.after.map { "\($0.left)\($0.right)" }.joined() == after)
  }

  @Test(arguments: LayoutTests.sizes) func `the map shows ten chapters`(size: Size) {
    var session = Session(pack: MechanicPack.pack, size: size, shared: MechanicPack.records)
    session.press("m")
    if case .title = session.state.scene { session.press(.down, .enter) }
    for title in ["1 The Quay", "10 Rotten Deck"] { #expect(session.text.contains(title)) }
  }

  @Test(arguments: 0..<2)
  func `the help on mechanics looks like its picture`(page: Int) {
    var session = Session(pack: MechanicPack.pack, shared: MechanicPack.records)
    session.press(.enter, "?")
    for _ in 0..<(2 + page) { session.press(.right) }
    let surface = render(session.state, size: session.state.size)
    #expect(Snapshot.mismatch(of: surface, named: "help-mechanics-\(page + 1)-80x24") == nil)
  }
}
