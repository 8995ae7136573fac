/// One of the four ways to step.
package enum Direction: Hashable, Sendable, CaseIterable {
  case up
  case down
  case left
  case right

  /// The direction a step in the other sense takes.
  package var opposite: Direction {
    switch self {
    case .up: .down
    case .down: .up
    case .left: .right
    case .right: .left
    }
  }
}
