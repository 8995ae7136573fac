import PuzzleRules

/// Looks at one level for what game.md 5.2 and 10 ask of each.
struct LevelInspection {
  /// The largest board with its walls (G-026).
  static let largest = (columns: 26, rows: 17)

  /// The longest title and idea, in characters (G-028).
  static let longest = (title: 24, idea: 80)

  let level: Level
  let judge: Judge

  /// The most positions, up to walking, looked at for what is entered and what the first push does.
  var nodes = 400_000

  private let subject: Violation.Subject
  private let optimum: Judge.Optimum

  /// Prepares to look at `level`, which is the one with `number` unless it says otherwise.
  init(_ level: Level, judge: Judge, number: Int = 0) {
    self.level = level
    self.judge = judge
    subject = .level(level.number ?? number)
    optimum = judge.fewestPushes(level)
  }

  /// All that is wrong with the level by itself.
  var violations: [Violation] {
    noteViolations + resultViolations + (isTeaching ? teachingViolations : [])
      + mechanicViolations + cellViolations + crateViolations
  }

  /// Whether it is the first level of a chapter that brings something (Q2).
  var isTeaching: Bool {
    guard let number = level.number, let chapter = level.chapter, chapter >= 2 else { return false }
    return (number - 1) % ChapterPlan.levels == 0
  }

  /// Title, idea and size (G-026, G-028).
  var noteViolations: [Violation] {
    var found: [Violation] = []
    if level.title.isEmpty { found.append(violation("G-028", "there is no title")) }
    if level.idea.isEmpty { found.append(violation("G-028", "there is no idea")) }
    if level.title.count > Self.longest.title {
      found.append(
        violation("G-028", "the title has \(level.title.count) of \(Self.longest.title) characters")
      )
    }
    if level.idea.count > Self.longest.idea {
      found.append(
        violation("G-028", "the idea has \(level.idea.count) of \(Self.longest.idea) characters"))
    }
    if level.width > Self.largest.columns || level.height > Self.largest.rows {
      found.append(
        violation(
          "G-026",
          "\(level.width)x\(level.height) is larger than \(Self.largest.columns)x\(Self.largest.rows)"
        ))
    }
    return found
  }

  /// Solution, par and proof (Q1).
  var resultViolations: [Violation] {
    guard let par = level.par, let solution = level.solution else {
      return [violation("Q1", "there is no par or no solution")]
    }
    var found: [Violation] = []
    let result = Par(
      pushes: solution.count(where: \.isPush), moves: solution.count(where: \.isMove))
    if !isSolved(by: solution) {
      found.append(violation("Q1", "the solution does not solve it"))
    } else if result != par {
      found.append(
        violation(
          "Q1",
          "the solution has \(result.pushes)/\(result.moves); par is \(par.pushes)/\(par.moves)"))
    }
    switch level.notes.proof {
    case nil: found.append(violation("Q1", "nothing is said of a proof"))
    case .optimal: break
    case .bound(let bound):
      if bound * 10 < par.pushes * 9 {
        found.append(violation("Q1", "the bound \(bound) is below 0.9 of \(par.pushes)"))
      }
    }
    if case .pushes(let pushes) = optimum, pushes < par.pushes {
      found.append(violation("Q1", "\(pushes) pushes are enough; par is \(par.pushes)"))
    }
    return found
  }

  /// What a teaching level must be (Q2).
  var teachingViolations: [Violation] {
    guard let chapter = level.chapter, let mechanic = Mechanic(chapter: chapter) else { return [] }
    var found: [Violation] = []
    let others = level.mechanics.filter { $0 != mechanic }
    if !others.isEmpty {
      found.append(
        violation("Q2", "it also uses \(others.map(\.rawValue).joined(separator: ", "))"))
    }
    if level.start.crates.count > 3 {
      found.append(violation("Q2", "it has \(level.start.crates.count) crates; at most 3"))
    }
    if let difficulty = level.notes.difficulty, difficulty > 20 {
      found.append(violation("Q2", "its difficulty is \(difficulty); at most 20"))
    }
    let trials = MechanicTrials(level, judge: judge, optimum: optimum)
    if mechanic == .keeper {
      found += report(trials.keeperTest(), "Q2", "one keeper can do without the other")
    } else {
      found += report(
        trials.wallTest(mechanic), "Q2", "it can be solved with walls for what is new")
      found += report(
        trials.floorTest(mechanic), "Q2", "it is the same with plain floor for what is new")
    }
    return found
  }

  /// Whether the mechanic of the chapter and each special cell are needed (Q3).
  var mechanicViolations: [Violation] {
    var found: [Violation] = []
    let trials = MechanicTrials(level, judge: judge, optimum: optimum)
    if let chapter = level.chapter, let mechanic = Mechanic(chapter: chapter) {
      found +=
        level.mechanics.contains(mechanic)
        ? report(trials.uses(mechanic), "Q3", "it does not need its \(mechanic.rawValue)")
        : [violation("Q3", "it has no \(mechanic.rawValue)")]
    }
    for idle in trials.idleCells() {
      found += report(
        idle.trial, "Q3",
        "'\(level.terrain(at: idle.cell).symbol)' at \(idle.cell) does not matter")
    }
    return found
  }

  /// Whether every cell is entered and every wall seen (Q4).
  var cellViolations: [Violation] {
    let board = Blueprint(level)
    let hidden = level.positions.filter { cell in
      level.terrain(at: cell) == .wall && cell.surroundings.allSatisfy { board[$0] == .wall }
    }
    let untouched = untouched
    return hidden.map { violation("Q4", "the wall at \($0) is of no use") }
      + untouched.cells.flatMap {
        report(untouched.isCertain ? .failed : .undecided, "Q4", "nothing ever enters \($0)")
      }
  }

  /// Whether every crate but one declared `Decoy` is needed (Q4).
  var crateViolations: [Violation] {
    guard let solution = level.solution else { return [] }
    let idle = MechanicTrials(level, judge: judge, optimum: optimum).idleCrates(solution: solution)
    let hasDecoy = level.notes.otherKeys.contains { $0.name.lowercased() == "decoy" }
    return idle.dropFirst(hasDecoy ? 1 : 0).flatMap {
      report($0.trial, "Q4", "the crate at \($0.cell) is not needed")
    }
  }

  /// Whether the first push of one who always lowers the bound the most already loses (Q8).
  ///
  /// Among equal pushes the nearest counts as obvious.
  var greedyPlayLoses: Bool {
    guard let arena = Arena(level) else { return false }
    var graph = PushGraph(arena)
    graph.explore(limit: nodes)
    guard !graph.isUnsolvable else { return false }
    let bound = CrateBound(arena)
    let offers = graph.pushes(onOfferAt: 0).map { target in
      (target, bound.pushes(graph.nodes[Int(target)].state.objects) ?? .max)
    }
    guard let least = offers.map(\.1).min(), let obvious = offers.first(where: { $0.1 == least })
    else { return false }
    guard !graph.isComplete else { return graph.nodes[Int(obvious.0)].rest < 0 }
    let after = level.starting(from: graph.nodes[Int(obvious.0)].state, arena)
    return judge.fewestPushes(after) == .unsolvable
  }

  /// The cells that nothing enters, and whether that is certain.
  private var untouched: (cells: [Position], isCertain: Bool) {
    guard let arena = Arena(level) else { return ([], true) }
    var graph = PushGraph(arena)
    graph.explore(limit: nodes)
    return (zip(arena.positions, graph.touched).filter { !$0.1 }.map(\.0), graph.isComplete)
  }

  private func isSolved(by solution: [RecordedAction]) -> Bool {
    var state = level.start
    for action in solution {
      let (next, outcome) = step(action.action, in: level, from: state)
      guard outcome != .bump else { return false }
      state = next
    }
    return level.isSolved(state)
  }

  private func violation(_ rule: String, _ what: String) -> Violation {
    Violation(subject: subject, rule: rule, what: what)
  }

  private func report(_ trial: Trial, _ rule: String, _ what: String) -> [Violation] {
    switch trial {
    case .passed: []
    case .failed: [violation(rule, what)]
    case .undecided: [violation(rule, "undecided within the limits: \(what)")]
    }
  }
}
