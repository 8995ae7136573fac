import PuzzleRules

/// What a chapter of the hundred levels is to be like: game.md 5.1 as a table.
struct ChapterPlan: Hashable, Sendable {
  let number: Int
  let deck: String

  /// What the chapter brings; nothing for the first.
  let mechanic: Mechanic?

  /// The most columns and rows inside the walls.
  let columns: Int
  let rows: Int

  let crates: ClosedRange<Int>
  let pushes: ClosedRange<Int>

  /// D of the first and of the last level.
  let difficulty: ClosedRange<Double>

  /// How many levels a chapter has.
  static let levels = 10

  /// How far a level may be from its difficulty (Q6).
  static let tolerance = 6.0

  private init(
    _ number: Int, _ deck: String, _ columns: Int, _ rows: Int, _ crates: ClosedRange<Int>,
    _ pushes: ClosedRange<Int>, _ difficulty: ClosedRange<Double>
  ) {
    self.number = number
    self.deck = deck
    mechanic = Mechanic(chapter: number)
    self.columns = columns
    self.rows = rows
    self.crates = crates
    self.pushes = pushes
    self.difficulty = difficulty
  }

  /// The ten chapters.
  static let all = [
    ChapterPlan(1, "The Quay", 9, 7, 1...4, 2...30, 5...35),
    ChapterPlan(2, "The Bilge", 9, 8, 2...5, 3...30, 8...40),
    ChapterPlan(3, "Cold Store", 10, 8, 2...4, 3...30, 10...44),
    ChapterPlan(4, "Scuppers", 10, 8, 2...4, 4...35, 11...48),
    ChapterPlan(5, "Bulkheads", 11, 9, 2...5, 4...40, 12...52),
    ChapterPlan(6, "Lift Shaft", 11, 9, 2...5, 4...40, 13...56),
    ChapterPlan(7, "Customs", 11, 9, 3...6, 6...45, 14...60),
    ChapterPlan(8, "Strongroom", 12, 10, 2...5, 5...45, 15...64),
    ChapterPlan(9, "Two Watches", 12, 10, 2...5, 6...50, 16...68),
    ChapterPlan(10, "Rotten Deck", 14, 11, 3...7, 6...60, 18...75),
  ]

  /// Returns the plan of chapter `number`: 1…10.
  static func chapter(_ number: Int) -> ChapterPlan? { all.first { $0.number == number } }

  /// Returns D for the level with the place `slot` in the chapter: 1…10.
  func difficulty(ofSlot slot: Int) -> Double {
    let share = Double(min(max(slot, 1), ChapterPlan.levels) - 1) / Double(ChapterPlan.levels - 1)
    return difficulty.lowerBound + share * (difficulty.upperBound - difficulty.lowerBound)
  }
}
