/// What a player can ask of the board.
package enum Action: Hashable, Sendable {
  case step(Direction)
  case swap
}

extension Action: CaseIterable {
  /// The five actions there are.
  package static let allCases: [Action] = Direction.allCases.map(Action.step) + [.swap]
}
