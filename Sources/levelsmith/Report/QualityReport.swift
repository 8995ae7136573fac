import PuzzleRules

/// What a pack is like, chapter by chapter, as text.
struct QualityReport {
  let inspection: PackInspection

  /// How many pushes on offer along each solution lose, by place in the pack.
  let traps: [Int: Int]

  /// What is wrong.
  let violations: [Violation]

  var lines: [String] {
    inspection.chapters.flatMap { number, levels in chapter(number, levels) + [""] } + whole
  }

  private func chapter(_ number: Int, _ levels: [Level]) -> [String] {
    let plan = ChapterPlan.chapter(number)
    var lines = ["Chapter \(number)" + (plan.map { ": \($0.deck)" } ?? "")]
    let targets = (1...max(ChapterPlan.levels, levels.count)).map { slot in
      plan?.difficulty(ofSlot: slot) ?? 0
    }
    lines +=
      TextPlot(values: levels.map { $0.notes.difficulty.map(Double.init) }, targets: targets)
      .lines
    lines.append("level   size  crates    par  D  traps  uses and title")
    lines += levels.map(row)
    let pairs = Set(levels.flatMap(\.mechanicPairs)).map(QualityReport.name).sorted()
    lines.append("pairs: " + (pairs.isEmpty ? "none" : pairs.joined(separator: ", ")))
    return lines + own(levels, number)
  }

  private func row(_ level: Level) -> String {
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let par = level.par.map { "\($0.pushes)/\($0.moves)" } ?? "?"
    let uses = level.mechanics.map(\.rawValue).joined(separator: ", ")
    let trapCount = level.number.flatMap { traps[$0] }.map(String.init) ?? "?"
    return right(level.number.map(String.init) ?? "?", 5)
      + right("\(level.width)x\(level.height)", 7) + right(String(level.start.crates.count), 8)
      + right(par, 7) + right(level.notes.difficulty.map(String.init) ?? "?", 3)
      + right(trapCount, 7) + "  " + (uses.isEmpty ? "core" : uses)
      + (level.title.isEmpty ? "" : "; \(level.title)")
  }

  /// The findings about these levels and their chapter.
  private func own(_ levels: [Level], _ chapter: Int) -> [String] {
    let numbers = Set(levels.compactMap(\.number))
    return violations.filter { violation in
      switch violation.subject {
      case .level(let number): numbers.contains(number)
      case .chapter(let number): number == chapter
      case .pack: false
      }
    }.map { "not met: \($0)" }
  }

  private var whole: [String] {
    let levels = inspection.levels
    let shapes = Set(levels.map { [$0.width, $0.height, $0.start.crates.count] }).count
    let optimal = levels.count { $0.notes.proof == .optimal }
    let open = violations.filter { $0.subject == .pack }.map { "not met: \($0)" }
    return [
      "\(levels.count) levels, \(optimal) proven optimal, \(shapes) sizes with crates, "
        + "\(Set(levels.flatMap(\.mechanicPairs)).count) pairs of mechanics",
      violations.isEmpty ? "every Q is met" : "\(violations.count) findings",
    ] + open
  }

  private static func name(_ pair: Set<Mechanic>) -> String {
    pair.sorted { $0.chapter < $1.chapter }.map(\.rawValue).joined(separator: "+")
  }
}
