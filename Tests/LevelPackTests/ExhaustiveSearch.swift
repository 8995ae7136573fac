import PuzzleRules

/// A plain search over every position of keeper and crates, to prove what the level file says.
struct ExhaustiveSearch {
  /// The fewest pushes, and the fewest moves with so few pushes.
  private(set) var par: Par?

  /// The fewest moves of any solution.
  private(set) var fewestMoves: Int?

  /// The cells a keeper or crate can come to.
  private(set) var used: Set<Position> = []

  init(_ level: Level) {
    par = Self.cheapest(in: level, pushCost: 1000) {
      used.formUnion($0.cratePositions + [$0.keeper])
    }
    .map { Par(pushes: $0 / 1000, moves: $0 % 1000) }
    fewestMoves = Self.cheapest(in: level, pushCost: 0) { _ in }
  }

  /// Visits all positions by rising cost; returns the cost of the first solved one.
  private static func cheapest(
    in level: Level, pushCost: Int, visit: (PuzzleState) -> Void
  ) -> Int? {
    var costs = [level.start: 0]
    var queue = [0: [level.start]]
    var settled: Set<PuzzleState> = []
    var solution: Int?
    while let cost = queue.keys.min() {
      for state in queue.removeValue(forKey: cost) ?? [] where settled.insert(state).inserted {
        visit(state)
        if level.isSolved(state) { solution = solution ?? cost }
        for direction in Direction.allCases {
          let (next, outcome) = step(.step(direction), in: level, from: state)
          guard outcome != .bump else { continue }
          let total = cost + 1 + (outcome == .push ? pushCost : 0)
          guard total < costs[next] ?? .max else { continue }
          costs[next] = total
          queue[total, default: []].append(next)
        }
      }
    }
    return solution
  }
}
