import PuzzleRules
import TestKit
import Testing

@Suite struct LevelFileTests {
  static let example = """
    ; a comment
    Format: holds 1
    Collection: Samples
    Author: A. Name
    License: CC-BY-4.0
    Motto: ahoy

    Level: 5
    Title: Two in a row: part 1
    Chapter: 1
    Idea: the far one first
    Uses: core
    par: 3 3
    Proof: bound 2
    Solution: 3r
    Difficulty: 7
    Seed: 18446744073709551615
    Decoy: none
    Map:
      #######
      #@$__.#
    ###_#####
    # - #
    #####

    Level:
    Map:
    #####
    #+$ #
    #####

    """

  /// All mechanics, with objects on terrain that their symbols do not tell.
  static let deck = """
    Format: holds 1

    Level: 91
    Title: All hands
    Uses: hole ice one-way plate lift colour key second plank
    Map:
    ##########
    #@-$$--xo#
    #~a1-A->v#
    #yK-k1.X<#
    #&%-*--zZ#
    ##########
    Floor:
    ##########
    #k-~%---o#
    #~a1-A->v#
    #^K-k1.X<#
    #b%-.--XZ#
    ##########

    """

  @Test func `objects stand on what the floor block tells`() throws {
    let level = try #require(try LevelFile(parsing: Self.deck, name: "x").levels.first)
    func terrain(_ column: Int, _ row: Int) -> Terrain {
      level.terrain(at: Position(column: column, row: row))
    }
    #expect(terrain(1, 1) == .key)
    #expect(terrain(3, 1) == .ice)
    #expect(terrain(4, 1) == .plank)
    #expect(terrain(7, 1) == .floor)
    #expect(terrain(1, 3) == .oneWay(.up))
    #expect(terrain(1, 4) == .plate(.b))
    #expect(terrain(4, 4) == .goal(nil))
    #expect(terrain(7, 4) == .goal(.blue))
    #expect(terrain(3, 2) == .lift(1))
    #expect(level.liftPartner(of: Position(column: 3, row: 2)) == Position(column: 5, row: 3))
    #expect(level.liftPartner(of: Position(column: 4, row: 2)) == nil)
    #expect(level.plates(of: .a) == [Position(column: 2, row: 2)])
    #expect(level.plates(of: .c).isEmpty)
    #expect(level.start.waitingKeeper == Position(column: 1, row: 4))
    #expect(
      level.start.crates == [
        Crate(Position(column: 3, row: 1)), Crate(Position(column: 4, row: 1)),
        Crate(Position(column: 7, row: 1), color: .blue),
        Crate(Position(column: 1, row: 3), color: .yellow), Crate(Position(column: 4, row: 4)),
        Crate(Position(column: 7, row: 4), color: .magenta),
      ])
    #expect(
      level.normalizedText
        == Self.deck.split(separator: "Map:\n")[1].replacing("\n\n", with: "\n"))
  }

  @Test func `everything a file says is read`() throws {
    let file = try LevelFile(parsing: Self.example, name: "x")
    #expect((file.collection, file.author, file.license) == ("Samples", "A. Name", "CC-BY-4.0"))
    #expect(file.otherKeys == [LevelKey(name: "Motto", value: "ahoy")])
    #expect(file.levels.count == 2)
    let level = file.levels[0]
    #expect(level.number == 5)
    #expect(level.title == "Two in a row: part 1")
    #expect(level.chapter == 1)
    #expect(level.idea == "the far one first")
    #expect(level.notes.uses == ["core"])
    #expect(level.par == Par(pushes: 3, moves: 3))
    #expect(level.notes.proof == .bound(2))
    #expect(level.solution.map { LURD.text(of: $0) } == "RRR")
    #expect(level.notes.difficulty == 7)
    #expect(level.notes.seed == .max)
    #expect(level.notes.otherKeys == [LevelKey(name: "Decoy", value: "none")])
    #expect((level.width, level.height) == (9, 5))
    #expect(level.terrain(at: Position(column: 0, row: 0)) == .outside)
    #expect(level.terrain(at: Position(column: 4, row: 3)) == .wall)
    #expect(level.terrain(at: Position(column: 7, row: 1)) == .goal(nil))
    #expect(level.terrain(at: Position(column: -1, row: 9)) == .outside)
    #expect(level.goals == [Position(column: 7, row: 1)])
    #expect(level.start.cratePositions == [Position(column: 4, row: 1)])
    #expect(file.levels[1].number == nil)
    #expect(file.levels[1].terrain(at: file.levels[1].start.keeper) == .goal(nil))
  }

  @Test func `CRLF, missing line end and lower case keys make no difference`() throws {
    let file = try LevelFile(parsing: Self.example, name: "x")
    let changed = Self.example.replacing("\n", with: "\r\n").replacing("Level:", with: "level:")
    #expect(try LevelFile(parsing: changed, name: "x") == file)
    #expect(try LevelFile(parsing: String(Self.example.dropLast()), name: "x") == file)
    #expect(try LevelFile(parsing: Array(Self.example.utf8), name: "x") == file)
  }

  @Test func `a board is cropped and its open floor is outside`() throws {
    let level = try Level.drawn("_ ####\n--#@-#__\n__#$.#\n  ####\n------")
    #expect(level.normalizedText == "####\n#@-#\n#$.#\n####\n")
  }

  @Test func `a floor block that repeats the map is accepted`() throws {
    let text = "Format: holds 1\nLevel: 1\nFloor:\n#####\n#-..#\n#####\nMap:\n#####\n#@*.#\n#####\n"
    #expect(try LevelFile(parsing: text, name: "x").levels[0].goals.count == 2)
  }

  @Test(arguments: [example, deck])
  func `G-015 writing is stable after the first time and keeps every level`(text: String) throws {
    let file = try LevelFile(parsing: text, name: "x")
    let written = file.text
    let again = try LevelFile(parsing: written, name: "x")
    #expect(again == file)
    #expect(again.text == written)
  }

  @Test func `the normalised text tells boards apart and nothing else`() throws {
    let one = try Level.drawn("######\n#@$ .#\n######")
    let same = try Level.drawn("  ######  \n  #@$_.#\n  ######")
    let other = try Level.drawn("######\n#@ $.#\n######")
    #expect(one.normalizedText == same.normalizedText)
    #expect(one.normalizedText != other.normalizedText)
    #expect(one.normalizedText == "######\n#@$-.#\n######\n")
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `G-015 random boards are byte for byte the same after write, read, write`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let board = RandomBoard(using: &generator)
    let file = try LevelFile(parsing: board.text, name: "x")
    let again = try LevelFile(parsing: file.text, name: "x")
    #expect(again == file)
    #expect(again.text == file.text)
    #expect(board.text.split(separator: "Map:\n")[1].hasPrefix(file.levels[0].normalizedText))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `G-015 ragged boards are byte for byte the same after write, read, write`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let symbols = Array("####   -_.$*@+")
    let rows = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
      String((0..<8).map { _ in symbols.randomElement(using: &generator) ?? "#" })
    }
    let board = ["##########"] + rows.map { "#\($0)#" } + ["##########"]
    guard let level = try? Level.drawn(board.joined(separator: "\n")) else { return }
    var file = LevelFile()
    file.levels = [level]
    let again = try LevelFile(parsing: file.text, name: "x")
    #expect(again.text == file.text)
    #expect(again.levels == [level])
  }
}
