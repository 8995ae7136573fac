/// How hard a level is, and what it is made of (game.md 5.3).
struct Difficulty: Hashable, Sendable {
  /// E: the positions, up to walking, nearer to the start than the optimum in pushes.
  var expanded: Int

  /// B: how often the solution turns to another crate than the one pushed before.
  var crateChanges: Int

  /// C: pushes of the solution after which the matching bound is not lower.
  var counterPushes: Int

  /// T: the share of all pushes on offer along the solution that lose: 0…1.
  var trapShare: Double

  /// R: the median pushes of the simulated players.
  var walkerPushes: Int

  /// How many of the pushes on offer lose.
  var traps = 0

  /// D: 0…100, unrounded.
  var score: Double {
    30 * min(1, logarithm2(1 + Double(expanded)) / 20)
      + 20 * min(1, Double(crateChanges) / 15)
      + 20 * min(1, Double(counterPushes) / 12)
      + 15 * trapShare
      + 15 * min(1, logarithm10(1 + Double(walkerPushes)) / 5)
  }

  /// D as level files keep it.
  var rounded: Int { Int(score.rounded()) }
}
