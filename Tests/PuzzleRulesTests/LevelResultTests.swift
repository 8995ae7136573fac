import PuzzleRules
import TestKit
import Testing

@Suite struct LevelResultTests {
  /// Results from so small a world that ties of every depth occur.
  private static func results(_ count: Int, seed: UInt64) -> [LevelResult] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let moves = Int.random(in: 2...3, using: &generator)
      let solutions = ["RR", "rR", "Rr", nil]
      return LevelResult(
        levelID: ["a", "b"].randomElement(using: &generator) ?? "a",
        points: Int.random(in: 998...1000, using: &generator),
        assistance: Assistance.allCases.randomElement(using: &generator) ?? .none,
        pushes: Int.random(in: 1...2, using: &generator), moves: moves,
        solution: solutions.randomElement(using: &generator).flatMap { $0 }
          .flatMap { try? LURD.recordedActions(in: $0) })
    }
  }

  @Test func `merging is commutative, associative and idempotent`() {
    let results = Self.results(30_000, seed: 61)
    var failures = 0
    for start in stride(from: 0, to: results.count, by: 3) {
      let (a, b, c) = (results[start], results[start + 1], results[start + 2])
      let laws =
        a.merged(with: b) == b.merged(with: a)
        && a.merged(with: b).merged(with: c) == a.merged(with: b.merged(with: c))
        && a.merged(with: a) == a
      failures += laws ? 0 : 1
    }
    #expect(failures == 0)
  }

  @Test(arguments: [
    ((900, Assistance.hint, 9, 9, "R"), (899, Assistance.none, 1, 1, "R")),
    ((800, .none, 9, 9, "R"), (800, .hint, 1, 1, "R")),
    ((800, .none, 5, 9, "R"), (800, .none, 6, 1, "R")),
    ((800, .none, 5, 8, "R"), (800, .none, 5, 9, "R")),
    ((800, .none, 5, 8, "R"), (800, .none, 5, 8, "r")),
  ])
  func `the better result wins at each level of the order`(
    better: (Int, Assistance, Int, Int, String), worse: (Int, Assistance, Int, Int, String)
  ) throws {
    func result(_ parts: (Int, Assistance, Int, Int, String)) throws -> LevelResult {
      LevelResult(
        levelID: "a", points: parts.0, assistance: parts.1, pushes: parts.2, moves: parts.3,
        solution: try LURD.recordedActions(in: parts.4))
    }
    #expect(try result(better) > result(worse))
    #expect(try result(worse).merged(with: result(better)) == result(better))
  }

  @Test func `only a solved attempt has a result`() throws {
    var level = try Level.corridor()
    level.notes.par = Par(pushes: 2, moves: 2)
    var attempt = Attempt(level: level)
    try attempt.play("r")
    #expect(LevelResult(of: attempt, levelID: "a") == nil)
    try attempt.play("r")
    let result = try #require(LevelResult(of: attempt, levelID: "a"))
    #expect((result.points, result.pushes, result.moves) == (1000, 2, 2))
    #expect(result.solution.map { LURD.text(of: $0) } == "RR")
  }

  @Test func `an unaided replay lifts the cap`() throws {
    var level = try Level.corridor()
    level.notes.par = Par(pushes: 2, moves: 2)
    var aided = Attempt(level: level)
    aided.mark(.playback)
    try aided.play("rr")
    var unaided = Attempt(level: level)
    try unaided.play("rr")
    let first = try #require(LevelResult(of: aided, levelID: "a"))
    let second = try #require(LevelResult(of: unaided, levelID: "a"))
    #expect(first.points == 500)
    #expect(first.merged(with: second) == second)
  }
}
