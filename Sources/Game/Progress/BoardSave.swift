/// What saving or choosing a board comes to.
package struct BoardSave: Equatable, Sendable {
  /// The records to write, to be applied to the progress as well; empty if nothing changed.
  package let changes: [ProgressChange]

  /// The board to go on with.
  package let board: OpenBoard

  /// How that board relates to the shared attempt once the records are written.
  package let relation: BoardRelation
}

/// Which of two diverged attempts to go on with; the other one is kept.
package enum BoardChoice: Hashable, Sendable {
  /// The one on this terminal.
  case mine
  /// The shared one.
  case other
}
