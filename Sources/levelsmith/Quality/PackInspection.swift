import PuzzleRules

/// Looks at levels together: what game.md 5.2 and 10 ask of chapters and of the whole pack.
struct PackInspection {
  /// The levels, in order.
  let levels: [Level]

  /// Levels of others that none may equal.
  var collections: [Level] = []

  /// How many levels a whole pack has.
  static let size = 100

  /// How many levels need not be proven optimal.
  static let mostUnproven = 5

  /// In how many cells two levels of one size differ at least (Q5).
  static let leastDifference = 6

  /// All that is wrong, level by level, then chapter by chapter, then as a whole.
  var violations: [Violation] {
    let byChapter = chapters.flatMap { number, levels in chapterViolations(number, levels) }
    return likenessViolations + byChapter + curveAcrossChapters + wholeViolations
      + varietyViolations
  }

  /// The levels of each chapter that has any, by chapter.
  var chapters: [(number: Int, levels: [Level])] {
    Dictionary(grouping: levels) { $0.chapter ?? 0 }.sorted { $0.key < $1.key }
      .map { (number: $0.key, levels: $0.value) }
  }

  // MARK: Likeness (Q5, G-024, G-028)

  private var likenessViolations: [Violation] {
    equals(rule: "Q5", what: "is the same level as", by: { CanonicalForm($0) })
      + equals(
        rule: "Q5", what: "is the same without its specials as",
        by: { CanonicalForm($0, scope: .coreOnly) })
      + nearViolations + foreignViolations
      + equals(rule: "G-028", what: "has the title of", by: { $0.title.isEmpty ? nil : $0.title })
      + equals(rule: "G-028", what: "has the idea of", by: { $0.idea.isEmpty ? nil : $0.idea })
  }

  private func equals<Trait: Hashable>(
    rule: String, what: String, by trait: (Level) -> Trait?
  ) -> [Violation] {
    var first: [Trait: Int] = [:]
    return levels.indices.compactMap { place in
      guard let trait = trait(levels[place]) else { return nil }
      guard let other = first[trait] else {
        first[trait] = place
        return nil
      }
      return violation(place, rule, "it \(what) level \(number(other))")
    }
  }

  private var nearViolations: [Violation] {
    let boards = levels.map { Blueprint($0) }
    let forms = levels.map { CanonicalForm($0) }
    return levels.indices.flatMap { place in
      (0..<place).compactMap { other -> Violation? in
        guard forms[place] != forms[other],
          let count = boards[place].differences(from: boards[other]),
          count < PackInspection.leastDifference
        else { return nil }
        return violation(place, "Q5", "it differs from level \(number(other)) in \(count) cells")
      }
    }
  }

  private var foreignViolations: [Violation] {
    let foreign = Dictionary(
      collections.map { (CanonicalForm($0), $0.title) }, uniquingKeysWith: { first, _ in first })
    return levels.indices.compactMap { place in
      foreign[CanonicalForm(levels[place])].map {
        violation(place, "Q5", "it is '\($0)' of another collection")
      }
    }
  }

  // MARK: Chapters (Q6, G-019, G-027)

  private func chapterViolations(_ number: Int, _ levels: [Level]) -> [Violation] {
    func found(_ rule: String, _ what: String) -> Violation {
      Violation(subject: .chapter(number), rule: rule, what: what)
    }
    var violations: [Violation] = []
    if levels.count != ChapterPlan.levels {
      violations.append(found("G-019", "it has \(levels.count) levels of \(ChapterPlan.levels)"))
    }
    let combined = levels.count { $0.mechanics.count >= 2 }
    if number >= 3, combined < 4 {
      violations.append(found("G-027", "\(combined) levels use two mechanics; at least 4"))
    }
    guard let plan = ChapterPlan.chapter(number) else {
      return violations + [found("G-019", "there is no such chapter")]
    }
    for level in levels {
      violations += planViolations(level, plan)
    }
    return violations + curveViolations(levels, plan, found)
  }

  private func planViolations(_ level: Level, _ plan: ChapterPlan) -> [Violation] {
    func found(_ what: String) -> Violation {
      Violation(subject: .level(level.number ?? 0), rule: "Q6", what: what)
    }
    var violations: [Violation] = []
    let (columns, rows) = level.interior
    if max(columns, rows) > max(plan.columns, plan.rows)
      || min(columns, rows) > min(plan.columns, plan.rows)
    {
      violations.append(
        found("the interior is \(columns)x\(rows); at most \(plan.columns)x\(plan.rows)"))
    }
    if !plan.crates.contains(level.start.crates.count) {
      violations.append(found("it has \(level.start.crates.count) crates; \(plan.crates.text)"))
    }
    if let par = level.par, !plan.pushes.contains(par.pushes) {
      violations.append(found("par has \(par.pushes) pushes; \(plan.pushes.text)"))
    }
    return violations
  }

  private func curveViolations(
    _ levels: [Level], _ plan: ChapterPlan, _ found: (String, String) -> Violation
  ) -> [Violation] {
    let curve = levels.map { $0.notes.difficulty.map(Double.init) }
    guard !curve.contains(nil), curve.count >= 3 else {
      return [found("Q6", "not every level has a difficulty")]
    }
    let values = curve.compactMap { $0 }
    var violations: [Violation] = []
    let correlation = rankCorrelation(values.indices.map(Double.init), values)
    if correlation < 0.8 {
      violations.append(
        found("Q6", "difficulty rises with a rank correlation of \(correlation.text(2)) only"))
    }
    for (index, (before, after)) in zip(values, values.dropFirst()).enumerated()
    where after - before > 15 {
      violations.append(
        found("Q6", "difficulty rises by \(Int(after - before)) after its level \(index + 1)"))
    }
    guard values.count == ChapterPlan.levels, let first = values.first, let last = values.last
    else { return violations }
    if values.dropLast().contains(where: { $0 > last }) {
      violations.append(found("Q6", "its last level is not its hardest"))
    }
    for (value, target, name) in [
      (first, plan.difficulty.lowerBound, "first"), (last, plan.difficulty.upperBound, "last"),
    ] where abs(value - target) > ChapterPlan.tolerance {
      violations.append(
        found("Q6", "its \(name) level has D \(Int(value)); the plan says \(Int(target))"))
    }
    return violations
  }

  private var curveAcrossChapters: [Violation] {
    zip(chapters, chapters.dropFirst()).compactMap { before, after in
      guard after.number == before.number + 1, before.levels.count >= 5,
        let fifth = before.levels[4].notes.difficulty,
        let first = after.levels.first?.notes.difficulty, first >= fifth
      else { return nil }
      return Violation(
        subject: .chapter(after.number), rule: "Q6",
        what: "its first level (D \(first)) is no easier than the fifth before (D \(fifth))")
    }
  }

  // MARK: The whole (Q1, Q7, G-019, G-027)

  private var wholeViolations: [Violation] {
    func found(_ rule: String, _ what: String) -> Violation {
      Violation(subject: .pack, rule: rule, what: what)
    }
    var violations: [Violation] = []
    if levels.count != PackInspection.size {
      violations.append(found("G-019", "it has \(levels.count) levels of \(PackInspection.size)"))
    }
    if levels.indices.contains(where: { levels[$0].number != $0 + 1 }) {
      violations.append(found("G-019", "levels are not numbered from 1 on in their order"))
    }
    let unproven = levels.count { $0.notes.proof != .optimal }
    if unproven > PackInspection.mostUnproven {
      violations.append(
        found(
          "Q1", "\(unproven) levels are not proven optimal; at most \(PackInspection.mostUnproven)")
      )
    }
    let pairs = Set(
      levels.filter { (8...10).contains($0.chapter ?? 0) }.flatMap(\.mechanicPairs))
    if pairs.count < 12 {
      violations.append(
        found("G-027", "chapters 8 to 10 have \(pairs.count) pairs of mechanics; at least 12"))
    }
    return violations
  }

  private var varietyViolations: [Violation] {
    func shape(_ level: Level) -> [Int] { [level.width, level.height, level.start.crates.count] }
    var violations = zip(levels.indices, levels.indices.dropFirst()).compactMap { before, after in
      shape(levels[before]) == shape(levels[after])
        ? violation(after, "Q7", "it has the size and the crates of the level before") : nil
    }
    let shapes = Set(levels.map(shape)).count
    if shapes < 60 {
      violations.append(
        Violation(
          subject: .pack, rule: "Q7", what: "\(shapes) sizes with crates occur; at least 60"))
    }
    let deep = levels.count { level in
      guard let par = level.par, let difficulty = level.notes.difficulty else { return false }
      return par.pushes <= 3 * level.start.crates.count && difficulty >= 30
    }
    if deep < 10 {
      violations.append(
        Violation(
          subject: .pack, rule: "Q7", what: "\(deep) levels are small but deep; at least 10"))
    }
    return violations
  }

  private func number(_ place: Int) -> Int { levels[place].number ?? place + 1 }

  private func violation(_ place: Int, _ rule: String, _ what: String) -> Violation {
    Violation(subject: .level(number(place)), rule: rule, what: what)
  }
}

extension Level {
  /// The pairs of mechanics that occur together.
  var mechanicPairs: [Set<Mechanic>] {
    mechanics.indices.flatMap { index in
      mechanics[(index + 1)...].map { [mechanics[index], $0] }
    }
  }
}

extension ClosedRange<Int> {
  /// The range in words.
  fileprivate var text: String { "\(lowerBound) to \(upperBound) are planned" }
}
