/// Why recorded actions do not belong to a level.
package enum ReplayError: Error, Hashable, Sendable {
  /// The action at this index, counted from the start of the level, is a bump.
  case refused(index: Int)
  /// The cursor lies beyond the actions.
  case noSuchCursor(Int)
  /// The position to begin with cannot occur.
  case impossibleCheckpoint
}
