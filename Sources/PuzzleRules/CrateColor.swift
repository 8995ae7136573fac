/// The colours of crates, and of the goals that take no other.
package enum CrateColor: Hashable, Sendable, CaseIterable {
  case blue
  case yellow
  case magenta

  /// The letter in level files.
  package var letter: Character {
    switch self {
    case .blue: "x"
    case .yellow: "y"
    case .magenta: "z"
    }
  }
}
