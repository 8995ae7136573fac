/// How many colours a terminal shows.
package enum ColorDepth: Int, Comparable, Sendable {
  /// Bold and reverse only.
  case none = 0
  case eight = 8
  case sixteen = 16
  case indexed = 256
  case trueColor = 16_777_216

  /// The depth of a terminal with `count` colours.
  init(colors count: Int, isDirect: Bool) {
    self =
      switch count {
      case ..<8: .none
      case ..<16: .eight
      case ..<256: .sixteen
      default: isDirect ? .trueColor : .indexed
      }
  }

  /// Compares the numbers of colours.
  package static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }
}
