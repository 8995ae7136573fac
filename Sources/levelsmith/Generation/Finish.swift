import PuzzleRules

/// Decides whether what a climb found is worth keeping, and writes down what is known about it.
struct Finish {
  let plan: SlotPlan
  let mechanics: [Mechanic]

  /// It has all the time a level of this size could need, so that nothing depends on the machine.
  var judge = Judge.solver(seconds: 300, megabytes: 2_048)

  /// Whether a level is kept.
  enum Decision: Sendable {
    /// With what is known about it.
    case kept(Level)

    /// For a reason in a word or two.
    case rejected(String)
  }

  /// Returns the level with its notes, or why it does not meet what the machine can check.
  func finish(_ weight: Assay.Weight) -> Decision {
    guard weight.unused.isEmpty else { return .rejected("mechanic unused") }
    guard plan.pushes.contains(weight.pushes) else { return .rejected("pushes") }
    guard !weight.tidiness.isCluttered else { return .rejected("clutter") }
    guard abs(weight.difficulty.score - plan.difficulty) <= ChapterPlan.tolerance + 2 else {
      return .rejected("difficulty")
    }
    var level = weight.level.renamed
    guard case .solved(let par, let solution) = judge.solve(level),
      let difficulty = Difficulty(of: level, along: solution, judge: judge)
    else { return .rejected("too large") }
    guard abs(difficulty.score - plan.difficulty) <= ChapterPlan.tolerance else {
      return .rejected("difficulty")
    }
    level.notes.chapter = plan.chapter.number
    level.notes.uses = level.mechanics.map(\.rawValue)
    level.notes.par = par
    level.notes.solution = solution
    level.notes.difficulty = difficulty.rounded
    let inspection = LevelInspection(level, judge: judge)
    var violations =
      inspection.cellViolations + inspection.mechanicViolations + inspection.crateViolations
    if plan.slot == 1 { violations += inspection.teachingViolations }
    return violations.first.map { .rejected($0.rule) } ?? .kept(level)
  }
}
