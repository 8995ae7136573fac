/// What to do about a record that was changed here and elsewhere.
package enum MergeDecision: Hashable, Sendable {
  /// Write the local value over the remote one.
  case keepLocal
  /// Replace the local value.
  case takeRemote
  /// Write this value in place of both.
  case take(String)
  /// Take the remote value, set the local one apart, and let the player choose (`settingApart`).
  case ask
}

extension MergeDecision {
  /// Decides for `value`, which may be one of the two.
  static func choosing(
    _ value: String, _ local: String?, _ remote: String?
  ) -> MergeDecision {
    value == remote ? .takeRemote : value == local ? .keepLocal : .take(value)
  }
}
