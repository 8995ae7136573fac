/// How much help an attempt took; it caps the score (game.md 4).
package enum Assistance: Int, Hashable, Comparable, Sendable, CaseIterable {
  /// None that counts.
  case none
  /// A hint of tier 2 or 3.
  case hint
  /// Solution playback.
  case playback

  package static func < (left: Assistance, right: Assistance) -> Bool {
    left.rawValue < right.rawValue
  }
}
