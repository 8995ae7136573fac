import PuzzleRules
import Testing

@testable import levelsmith

@Suite struct PackInspectionTests {
  /// A corridor of its own length, so that no two are the same.
  private static func level(
    _ number: Int, chapter: Int = 1, difficulty: Int = 10, length: Int? = nil, uses: String = ""
  ) throws -> Level {
    let length = length ?? number + 2
    let wall = String(repeating: "#", count: length + 4)
    let gap = String(repeating: "-", count: length - uses.count)
    var level = try Level.drawn("\(wall)\n#@$.\(uses)\(gap.dropLast())#\n\(wall)")
    level.notes.number = number
    level.notes.chapter = chapter
    level.notes.title = "Title \(number)"
    level.notes.idea = "idea \(number)"
    level.notes.proof = .optimal
    level.notes.difficulty = difficulty
    return level
  }

  /// Chapter 1 as it should be.
  private static func chapter(_ difficulties: [Int]) throws -> [Level] {
    try difficulties.enumerated().map { index, difficulty in
      try level(index + 1, difficulty: difficulty)
    }
  }

  private static let rising = [5, 8, 12, 15, 18, 22, 25, 28, 32, 35]

  private func found(_ levels: [Level], _ rule: String, collections: [Level] = []) -> [String] {
    PackInspection(levels: levels, collections: collections).violations.filter { $0.rule == rule }
      .map(\.description)
  }

  // MARK: Q5

  @Test func `Q5 finds a level turned round`() throws {
    let levels = try Self.chapter(Self.rising)
    #expect(found(levels, "Q5").filter { $0.contains("same level") } == [])
    var twin = Symmetry.all[3].apply(Blueprint(levels[4])).level
    twin.notes = levels[9].notes
    let changed = levels.dropLast() + [twin]
    #expect(found(Array(changed), "Q5").contains("level 10: Q5: it is the same level as level 5"))
  }

  @Test func `Q5 finds levels that differ in their specials alone`() throws {
    var levels = try Self.chapter(Self.rising)
    levels[9] = try Self.level(10, difficulty: 35, length: 7, uses: "~")
    #expect(
      found(levels, "Q5").contains(
        "level 10: Q5: it is the same without its specials as level 5"))
  }

  @Test func `Q5 finds levels of one size that differ little`() throws {
    var levels = try Self.chapter(Self.rising)
    var near = Blueprint(levels[4])
    near.crates = [Crate(Position(column: 4, row: 1))]
    var level = near.level
    level.notes = levels[9].notes
    levels[9] = level
    #expect(found(levels, "Q5") == ["level 10: Q5: it differs from level 5 in 2 cells"])
  }

  @Test func `Q5 finds levels of others`() throws {
    let levels = try Self.chapter(Self.rising)
    var foreign = levels[2]
    foreign.notes.title = "Old"
    #expect(
      found(levels, "Q5", collections: [foreign]) == [
        "level 3: Q5: it is 'Old' of another collection"
      ])
  }

  // MARK: Q6

  @Test func `Q6 is content with a chapter that rises to its end`() throws {
    #expect(try found(Self.chapter(Self.rising), "Q6").filter { $0.contains("D ") } == [])
    #expect(try found(Self.chapter(Self.rising), "Q6").filter { $0.contains("chapter") } == [])
  }

  private static let badCurves: [([Int], String)] = [
    (
      [5, 30, 8, 28, 12, 25, 15, 22, 18, 35],
      "difficulty rises with a rank correlation of 0.39 only"
    ),
    ([5, 8, 12, 15, 18, 34, 25, 28, 32, 35], "difficulty rises by 16 after its level 5"),
    ([5, 8, 12, 15, 18, 22, 25, 28, 36, 35], "its last level is not its hardest"),
    ([12, 13, 14, 15, 18, 22, 25, 28, 32, 35], "its first level has D 12; the plan says 5"),
    ([5, 8, 12, 15, 18, 22, 24, 26, 27, 28], "its last level has D 28; the plan says 35"),
  ]

  @Test(arguments: badCurves)
  func `Q6 finds what is wrong with a curve`(curve: [Int], what: String) throws {
    #expect(try found(Self.chapter(curve), "Q6").contains("chapter 1: Q6: \(what)"))
  }

  @Test func `Q6 wants a chapter to begin easier than the last was halfway`() throws {
    var levels = try Self.chapter(Self.rising)
    levels.append(try Self.level(11, chapter: 2, difficulty: 18))
    #expect(
      found(levels, "Q6").contains(
        "chapter 2: Q6: its first level (D 18) is no easier than the fifth before (D 18)"))
    levels[10].notes.difficulty = 17
    #expect(!found(levels, "Q6").contains { $0.contains("no easier") })
  }

  @Test func `Q6 wants sizes, crates and pushes as planned`() throws {
    var levels = try Self.chapter(Self.rising)
    #expect(found(levels, "Q6").contains { $0.hasPrefix("level 10") })
    levels = try (1...10).map { try Self.level($0, difficulty: Self.rising[$0 - 1], length: 5) }
    #expect(found(levels, "Q6") == [])
    levels[3].notes.par = Par(pushes: 31, moves: 40)
    #expect(
      found(levels, "Q6") == ["level 4: Q6: par has 31 pushes; 2 to 30 are planned"])
  }

  // MARK: Q1, Q7, G-019, G-027, G-028

  @Test func `Q1 allows five levels without proof`() throws {
    var levels = try Self.chapter(Self.rising)
    for index in 0..<5 { levels[index].notes.proof = .bound(1) }
    #expect(found(levels, "Q1") == [])
    levels[5].notes.proof = nil
    #expect(found(levels, "Q1") == ["pack: Q1: 6 levels are not proven optimal; at most 5"])
  }

  @Test func `Q7 wants neighbours of different shape, and variety`() throws {
    var levels = try Self.chapter(Self.rising)
    #expect(
      found(levels, "Q7") == [
        "pack: Q7: 10 sizes with crates occur; at least 60",
        "pack: Q7: 0 levels are small but deep; at least 10",
      ])
    levels[1] = try Self.level(2, length: 3)
    levels[0] = try Self.level(1, length: 3)
    #expect(
      found(levels, "Q7").first
        == "level 2: Q7: it has the size and the crates of the level before")
  }

  @Test func `G-019 wants a hundred levels, ten a chapter, numbered in order`() throws {
    var levels = try Self.chapter(Self.rising)
    #expect(found(levels, "G-019") == ["pack: G-019: it has 10 levels of 100"])
    levels.swapAt(2, 3)
    #expect(
      found(levels, "G-019").contains(
        "pack: G-019: levels are not numbered from 1 on in their order"))
    levels.removeLast()
    #expect(found(levels, "G-019").contains("chapter 1: G-019: it has 9 levels of 10"))
  }

  @Test func `G-027 counts levels with two mechanics and pairs of them`() throws {
    let levels = try (1...10).map {
      try Self.level($0, chapter: 8, uses: $0 <= 3 ? "k~" : $0 == 4 ? "k%" : "k")
    }
    #expect(
      found(levels, "G-027") == [
        "pack: G-027: chapters 8 to 10 have 2 pairs of mechanics; at least 12"
      ])
    #expect(
      found(Array(levels.dropFirst()), "G-027").contains(
        "chapter 8: G-027: 3 levels use two mechanics; at least 4"))
  }

  @Test func `G-028 wants titles and ideas of their own`() throws {
    var levels = try Self.chapter(Self.rising)
    levels[6].notes.title = "Title 1"
    levels[7].notes.idea = "idea 2"
    #expect(
      found(levels, "G-028") == [
        "level 7: G-028: it has the title of level 1", "level 8: G-028: it has the idea of level 2",
      ])
  }

  @Test func `Q8 counts unfair levels and lost positions over the pack`() throws {
    let trap = try Level.drawn(LevelInspectionTests.trap)
    let findings = LevelFindings(trap, number: 1, judge: .small, isMeasured: false)
    #expect(findings.isUnfair)
    #expect(findings.lost.tried > 0)
    #expect(findings.lost.detected == findings.lost.tried)
    let rule = "pack: Q8: the obvious first push loses in 4 levels; at most 3"
    func whole(_ count: Int) -> [String] {
      LevelFindings.violations(of: Array(repeating: findings, count: count)).map(\.description)
    }
    #expect(!whole(3).contains(rule))
    #expect(whole(4).contains(rule))
  }

  private static let series: [([Double], Double)] = [
    ([10, 20, 30, 40], 1), ([4, 3, 2, 1], -1), ([1, 3, 2, 4], 0.8), ([5, 5, 5, 5], 0),
  ]

  @Test(arguments: series)
  func `the rank correlation is Spearman's`(series: [Double], value: Double) {
    #expect(abs(rankCorrelation([1, 2, 3, 4], series) - value) < 1e-9)
  }
}
