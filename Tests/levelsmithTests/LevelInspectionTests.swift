import PuzzleRules
import Testing

@testable import levelsmith

@Suite struct LevelInspectionTests {
  /// The upper crate is nearer, but there is no way back from it.
  static let trap = """
    ########
    #-@>$.##
    #-$.####
    ########
    """

  /// A level of chapter 6 with everything in order.
  private static func sound(
    _ board: String? = nil, chapter: Int = 6, number: Int = 53,
    change: (inout LevelNotes) -> Void = { _ in }
  ) throws -> Level {
    var level = try Level.drawn(try board ?? #require(Level.special[.lift]))
    level.notes.number = number
    level.notes.chapter = chapter
    level.notes.title = "A Title"
    level.notes.idea = "an idea"
    level.notes.proof = .optimal
    if case .solved(let par, let solution) = Judge.small.solve(level) {
      level.notes.par = par
      level.notes.solution = solution
    }
    level.notes.difficulty = 10
    change(&level.notes)
    return level
  }

  private func found(_ level: Level) -> [String] {
    LevelInspection(level, judge: .small).violations.map(\.description)
  }

  @Test func `a sound level has nothing to be found`() throws {
    #expect(try found(Self.sound()) == [])
  }

  // MARK: Q1

  @Test func `Q1 wants a par and a solution`() throws {
    let level = try Self.sound { $0.par = nil }
    #expect(found(level) == ["level 53: Q1: there is no par or no solution"])
  }

  @Test func `Q1 wants the solution to solve`() throws {
    let level = try Self.sound { $0.solution?.removeLast() }
    #expect(found(level).contains("level 53: Q1: the solution does not solve it"))
  }

  @Test func `Q1 wants the solution to have par`() throws {
    let level = try Self.sound { $0.par?.moves -= 1 }
    let par = try #require(level.par)
    #expect(
      found(level) == [
        "level 53: Q1: the solution has \(par.pushes)/\(par.moves + 1); "
          + "par is \(par.pushes)/\(par.moves)"
      ])
  }

  @Test func `Q1 wants a proof, and a bound near par`() throws {
    #expect(
      try found(Self.sound { $0.proof = nil }) == ["level 53: Q1: nothing is said of a proof"])
    #expect(
      try found(Self.sound { $0.proof = .bound(0) }) == [
        "level 53: Q1: the bound 0 is below 0.9 of \(Self.sound().par?.pushes ?? 0)"
      ])
    #expect(try found(Self.sound { $0.proof = .bound($0.par?.pushes ?? 0) }) == [])
  }

  @Test func `Q1 knows when fewer pushes are enough`() throws {
    let level = try Level.drawn(
      """
      #######
      #@$.-.#
      #-----#
      #--#--#
      #######
      """)
    var long = level
    long.notes.number = 3
    long.notes.chapter = 1
    long.notes.title = "A Title"
    long.notes.idea = "an idea"
    long.notes.proof = .optimal
    long.notes.solution = nil
    #expect(found(long) == ["level 3: Q1: there is no par or no solution"])

    let short = try Level.drawn("#######\n#@$-.-#\n#-----#\n#######")
    var notes = LevelNotes()
    notes.number = 3
    notes.chapter = 1
    notes.title = "A Title"
    notes.idea = "an idea"
    notes.proof = .optimal
    notes.par = Par(pushes: 4, moves: 12)
    notes.solution = try LURD.recordedActions(in: "RRRdrruL")
    var detour = short
    detour.notes = notes
    #expect(
      LevelInspection(detour, judge: .small).resultViolations.map(\.what).contains {
        $0.contains("are enough") || $0.contains("par is")
      })
  }

  // MARK: Q2

  @Test func `Q2 holds for the first level of a chapter only`() throws {
    let level = try Self.sound(number: 51) { $0.difficulty = 21 }
    #expect(found(level) == ["level 51: Q2: its difficulty is 21; at most 20"])
    #expect(try found(Self.sound { $0.difficulty = 21 }) == [])
  }

  @Test func `Q2 wants nothing but what is new`() throws {
    let level = try Self.sound(
      """
      #########
      #@-1#1--#
      #~--#-$.#
      #########
      """, number: 51)
    #expect(found(level).contains("level 51: Q2: it also uses ice"))
  }

  @Test func `Q2 wants the wall test passed`() throws {
    let level = try Self.sound(
      """
      #######
      #@-$~.#
      #-----#
      #######
      """, chapter: 3, number: 21)
    let findings = LevelInspection(level, judge: .small).teachingViolations.map(\.what)
    #expect(findings.contains("it is the same with plain floor for what is new") == false)
    let walled = try Self.sound(
      """
      ########
      #@-$-.-#
      #-~-#--#
      ########
      """, chapter: 3, number: 21)
    #expect(
      LevelInspection(walled, judge: .small).teachingViolations.map(\.what) == [
        "it can be solved with walls for what is new",
        "it is the same with plain floor for what is new",
      ])
  }

  @Test func `Q2 wants both keepers needed`() throws {
    let level = try Self.sound(
      """
      ########
      #@-$.--#
      #--#-&-#
      ########
      """, chapter: 9, number: 81)
    #expect(
      LevelInspection(level, judge: .small).teachingViolations.map(\.what) == [
        "one keeper can do without the other"
      ])
  }

  // MARK: Q3

  @Test func `Q3 wants the mechanic of the chapter`() throws {
    let level = try Self.sound(chapter: 5, number: 43)
    #expect(found(level) == ["level 43: Q3: it has no door"])
  }

  @Test func `Q3 wants the mechanic needed and every special cell`() throws {
    let level = try Self.sound(
      """
      ########
      #@$.-1-#
      #--#####
      #-----1#
      ########
      """)
    #expect(
      found(level) == [
        "level 53: Q3: it does not need its lift",
        "level 53: Q3: '1' at (5, 1) does not matter",
        "level 53: Q3: '1' at (6, 3) does not matter",
      ])
  }

  // MARK: Q4

  @Test func `Q4 wants every cell entered`() throws {
    let level = try Self.sound(
      """
      ############
      #@-1#1--#--#
      #---#-$.#--#
      ############
      """)
    #expect(
      found(level)
        == ["(9, 1)", "(10, 1)", "(9, 2)", "(10, 2)"].map {
          "level 53: Q4: nothing ever enters \($0)"
        })
  }

  @Test func `Q4 wants every wall seen`() throws {
    let level = try Self.sound(
      """
      #########
      #########
      #@-1#1--#
      #---#-$.#
      #########
      """)
    #expect(
      found(level) == (0..<9).map { "level 53: Q4: the wall at (\($0), 0) is of no use" })
  }

  @Test func `Q4 wants every crate needed but a declared decoy`() throws {
    let board = """
      #########
      #@-1#1--#
      #--*#-$.#
      #########
      """
    #expect(
      try found(Self.sound(board)) == ["level 53: Q4: the crate at (3, 2) is not needed"])
    let declared = try Self.sound(board) {
      $0.otherKeys.append(LevelKey(name: "Decoy", value: "1"))
    }
    #expect(found(declared) == [])
  }

  // MARK: Q8 and G

  @Test func `Q8 sees a first push that is obvious and loses`() throws {
    let fair = try Level.corridor()
    #expect(!LevelInspection(fair, judge: .small).greedyPlayLoses)
    #expect(LevelInspection(try .drawn(Self.trap), judge: .small).greedyPlayLoses)
  }

  @Test func `G-026 wants boards that fit the screen`() throws {
    let wide = "#@$." + String(repeating: "-", count: 22) + "#"
    let wall = String(repeating: "#", count: 27)
    let level = try Self.sound("\(wall)\n\(wide)\n\(wall)", chapter: 1, number: 3)
    #expect(
      LevelInspection(level, judge: .small).noteViolations.map(\.description) == [
        "level 3: G-026: 27x3 is larger than 26x17"
      ])
  }

  @Test func `G-028 wants a title and an idea of some length`() throws {
    #expect(
      try found(
        Self.sound {
          $0.title = ""; $0.idea = ""
        }) == [
          "level 53: G-028: there is no title", "level 53: G-028: there is no idea",
        ])
    let level = try Self.sound {
      $0.title = String(repeating: "t", count: 25)
      $0.idea = String(repeating: "i", count: 81)
    }
    #expect(
      found(level) == [
        "level 53: G-028: the title has 25 of 24 characters",
        "level 53: G-028: the idea has 81 of 80 characters",
      ])
  }
}
