package import PuzzleRules

/// An attempt as it lies on the board, and the shared record it was last in step with.
package struct OpenBoard: Equatable, Sendable {
  /// The attempt.
  package var attempt: Attempt

  /// The value of `wip.NNN` the board was loaded from or last saved as; `nil` if there was none.
  package var basis: String?

  /// Creates a board.
  package init(attempt: Attempt, basis: String?) {
    self.attempt = attempt
    self.basis = basis
  }
}
