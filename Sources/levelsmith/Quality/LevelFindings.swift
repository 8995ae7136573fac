import PuzzleRules
import PuzzleSolver

/// What a thorough look at one level found, with what counts for the pack as a whole (Q8).
struct LevelFindings: Sendable {
  /// How many lost positions are tried in each level.
  static let samples = 4

  let violations: [Violation]

  /// Whether the obvious first push loses.
  let isUnfair: Bool

  /// How many lost positions were tried, and how many of them the game would call lost.
  let lost: (tried: Int, detected: Int)

  init(_ level: Level, number: Int, judge: Judge, isMeasured: Bool = true) {
    let inspection = LevelInspection(level, judge: judge, number: number)
    var violations = inspection.violations
    if isMeasured, let stored = level.notes.difficulty, let solution = level.solution,
      let measured = Difficulty(of: level, along: solution, judge: judge)?.rounded,
      measured != stored
    {
      violations.append(
        Violation(
          subject: .level(number), rule: "G-025", what: "D is \(measured); the file says \(stored)")
      )
    }
    self.violations = violations
    isUnfair = inspection.greedyPlayLoses
    lost = LevelFindings.lostPositions(of: level, nodes: inspection.nodes)
  }

  /// What is wrong with the pack whose levels these are.
  static func violations(of findings: [LevelFindings]) -> [Violation] {
    func found(_ what: String) -> Violation {
      Violation(subject: .pack, rule: "Q8", what: what)
    }
    var violations = findings.flatMap(\.violations)
    let unfair = findings.count(where: \.isUnfair)
    if unfair > 3 {
      violations.append(found("the obvious first push loses in \(unfair) levels; at most 3"))
    }
    let tried = findings.reduce(0) { $0 + $1.lost.tried }
    let detected = findings.reduce(0) { $0 + $1.lost.detected }
    if detected * 10 < tried * 9 {
      violations.append(found("\(detected) of \(tried) lost positions are detected; at least 0.9"))
    }
    return violations
  }

  private static func lostPositions(of level: Level, nodes: Int) -> (tried: Int, detected: Int) {
    guard let arena = Arena(level) else { return (0, 0) }
    var graph = PushGraph(arena)
    graph.explore(limit: nodes)
    guard graph.isComplete, graph.optimum != nil else { return (0, 0) }
    let lost = graph.nodes.filter { $0.rest < 0 }
    var generator = SmithGenerator(seed: 8)
    let sample = (0..<min(samples, lost.count)).compactMap { _ in generator.pick(lost) }
    let solver = PuzzleSolver(limits: .inGame, findsFewestMoves: false)
    let detected = sample.count { node in
      solver.solve(level, from: arena.unpack(node.state)).outcome == .unsolvable
    }
    return (sample.count, detected)
  }
}
