/// What is known about the fewest pushes of a level.
package enum Proof: Hashable, Sendable {
  /// No solution has fewer pushes than par, nor fewer moves at equal pushes.
  case optimal
  /// Every solution has at least this many pushes.
  case bound(Int)
}
