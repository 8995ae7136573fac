import LevelPack
import PuzzleRules
import Testing

@Suite struct LevelPackTests {
  /// The levels under test; empty if the pack does not load, which a test of its own tells.
  static let levels = (try? LevelPack.load())?.levels ?? []

  @Test func `the pack loads and numbers ten levels a chapter`() throws {
    let pack = try LevelPack.load()
    #expect(pack.levels.count == 10)
    #expect(pack.levels.map(\.number) == Array(1...10))
    #expect(pack.levels(inChapter: 1).count == 10)
    #expect(pack.level(3)?.number == 3)
    #expect(pack.level(0) == nil)
    #expect(pack.level(11) == nil)
  }

  @Test func `ids are unique, of 16 hex digits, and never change`() throws {
    let pack = try LevelPack.load()
    let ids = pack.levels.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.count == 16 && $0.allSatisfy(\.isHexDigit) })
    #expect(pack.levels.map { pack.id(ofLevel: $0.number ?? 0) } == ids)
    #expect(ids.first == "13df6a79f7a700c3")
  }

  @Test func `titles and ideas are present, distinct and short`() {
    let titles = Self.levels.map(\.title)
    let ideas = Self.levels.map(\.idea)
    #expect(Set(titles).count == 10 && titles.allSatisfy { (1...24).contains($0.count) })
    #expect(Set(ideas).count == 10 && ideas.allSatisfy { (1...80).contains($0.count) })
  }

  @Test func `the levels survive writing and reading, byte for byte`() throws {
    var file = LevelFile()
    file.levels = Self.levels
    let again = try LevelFile(parsing: file.text, name: "again")
    #expect(again.levels == Self.levels)
    #expect(again.text == file.text)
  }

  @Test(arguments: levels) func `a level fits the play screen and the plan of its chapter`(
    level: Level
  ) throws {
    #expect(level.width <= 11 && level.height <= 9)
    #expect((1...4).contains(level.start.crates.count))
    #expect(level.start.crates.count == level.goals.count)
    #expect((2...30).contains(try #require(level.par).pushes))
    #expect(level.notes.proof == .optimal)
  }

  @Test(arguments: levels) func `the stored solution solves with exactly par`(level: Level) throws {
    let solution = try #require(level.solution)
    let attempt = try Attempt(level: level, replaying: solution.map(\.action))
    #expect(attempt.isSolved)
    #expect(Par(pushes: attempt.pushes, moves: attempt.moves) == level.par)
  }

  @Test(arguments: levels) func `an independent simulator agrees with the stored solution`(
    level: Level
  ) throws {
    let letters = LURD.text(of: try #require(level.solution))
    var simulator = ClassicSimulator(level.normalizedText)
    #expect(String(letters.lowercased().compactMap { simulator.play($0) }) == letters)
    #expect(simulator.isSolved)
    #expect(Par(pushes: simulator.pushes, moves: simulator.moves) == level.par)
  }

  @Test(arguments: levels) func `an independent simulator agrees with random play`(level: Level) {
    var simulator = ClassicSimulator(level.normalizedText)
    var attempt = Attempt(level: level)
    var state: UInt64 = 99
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let index = Int(state >> 33) % 4
      let played = simulator.play(Array("udlr")[index])
      let outcome = attempt.perform(.step([.up, .down, .left, .right][index]))
      guard (played == nil) == (outcome == .bump), attempt.isSolved == simulator.isSolved,
        attempt.pushes == simulator.pushes
      else {
        Issue.record("they differ after \(LURD.text(of: attempt.history.applied))")
        return
      }
    }
  }

  @Test(arguments: levels) func `par is proven, and every cell and wall has a use`(
    level: Level
  ) throws {
    let search = ExhaustiveSearch(level)
    #expect(search.par == level.par)
    let cells = (0..<level.height).flatMap { row in
      (0..<level.width).map { Position(column: $0, row: row) }
    }
    let (free, walls) = (
      cells.filter { [.floor, .goal(nil)].contains(level.terrain(at: $0)) },
      cells.filter { level.terrain(at: $0) == .wall }
    )
    #expect(Set(free) == search.used)
    for wall in walls {
      let around = (-1...1).flatMap { row in
        (-1...1).map { Position(column: wall.column + $0, row: wall.row + row) }
      }
      #expect(around.contains { search.used.contains($0) }, "the wall at \(wall) is useless")
    }
  }

  @Test func `level 3 cannot be solved in fewer than 25 moves`() throws {
    let level = try #require(try LevelPack.load().level(3))
    #expect(try #require(ExhaustiveSearch(level).fewestMoves) >= 25)
  }

  @Test func `difficulty rises, and neighbours differ in size or crates`() {
    let difficulties = Self.levels.compactMap(\.notes.difficulty)
    #expect(difficulties.count == 10)
    #expect(difficulties == difficulties.sorted())
    for (level, next) in zip(Self.levels, Self.levels.dropFirst()) {
      let measures = [level, next].map { [$0.width, $0.height, $0.start.crates.count] }
      #expect(measures[0] != measures[1])
    }
  }
}

extension Level: CustomTestStringConvertible {
  /// The number and the title.
  public var testDescription: String { "\(number ?? 0) \(title)" }
}
