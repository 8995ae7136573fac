import PuzzleRules

/// What the level with one place in a chapter is to be like (game.md 5.1).
struct SlotPlan: Hashable, Sendable {
  /// The part a place plays in its chapter.
  enum Role: Hashable, Sendable {
    case teaching
    case variation
    case combination
    case setPiece
  }

  let chapter: ChapterPlan

  /// The place: 1…10.
  let slot: Int

  let role: Role

  /// D to be met.
  let difficulty: Double

  /// The columns and rows inside the walls.
  let columns: ClosedRange<Int>
  let rows: ClosedRange<Int>

  let crates: ClosedRange<Int>
  let pushes: ClosedRange<Int>

  init(_ chapter: ChapterPlan, slot: Int) {
    self.chapter = chapter
    self.slot = slot
    role =
      switch slot {
      case ...2: .teaching
      case 3...6: .variation
      case 7...9: .combination
      case _: .setPiece
      }
    difficulty = chapter.difficulty(ofSlot: slot)
    let share = Double(slot - 1) / Double(ChapterPlan.levels - 1)
    func span(_ least: Int, _ most: Int, over spread: Int) -> ClosedRange<Int> {
      let middle = least + Int((Double(most - least) * share).rounded())
      return max(least, middle - spread)...min(most, middle + spread)
    }
    columns = span(4, chapter.columns, over: 2)
    rows = span(3, chapter.rows, over: 2)
    let mostCrates =
      role == .teaching ? min(3, chapter.crates.upperBound) : chapter.crates.upperBound
    crates = span(chapter.crates.lowerBound, mostCrates, over: 1)
    let (fewest, most) = (chapter.pushes.lowerBound, chapter.pushes.upperBound)
    pushes =
      fewest + Int(0.3 * share * Double(most - fewest))...fewest
      + Int((0.3 + 0.7 * share) * Double(most - fewest))
  }

  /// How many positions a level of this difficulty has at the most; easy levels are small.
  var mostNodes: Int {
    switch difficulty {
    case ..<20: 8_000
    case ..<30: 20_000
    case ..<45: 80_000
    case _: 300_000
    }
  }

  /// The mechanics a level may have besides that of its chapter, and how many of them it has.
  var extras: (choices: [Mechanic], count: ClosedRange<Int>) {
    let earlier = Mechanic.allCases.filter { $0.chapter < chapter.number }
    guard chapter.number >= 3 else { return ([], 0...0) }
    return switch role {
    case .teaching: ([], 0...0)
    case .variation: chapter.number == 10 ? (earlier, 0...2) : ([], 0...0)
    case .combination: (earlier, chapter.number == 10 ? 1...3 : 1...1)
    case .setPiece: (earlier, chapter.number == 10 ? 2...3 : 1...2)
    }
  }
}

extension SlotPlan {
  /// Creates a plan that `level` meets as it is.
  init(asIs level: Level, in chapter: ChapterPlan, difficulty: Double) {
    self.chapter = chapter
    slot = 1
    role = .variation
    self.difficulty = difficulty
    columns = 1...Level.maximumSide
    rows = 1...Level.maximumSide
    crates = 1...Arena.limits.crates
    pushes = 0...Int.max
  }
}
