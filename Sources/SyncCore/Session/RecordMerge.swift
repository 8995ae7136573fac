/// What becomes of a local row when the service reports the same key (cognito-sync.md 6.6 f).
package enum RecordMerge: Hashable, Sendable {
  /// The service's record replaces the row or becomes one.
  case store
  /// Both have the same value: the row takes the service's counts and is clean.
  case adopt
  /// The row stays as it is.
  case keep
  /// Both changed; the app has to decide.
  case conflict

  /// Decides by value and count alone, never by a clock.
  ///
  /// A partial listing can only report something older than the row when another process sharing
  /// the store was faster; the row then stays. A full listing is the truth in any case, also
  /// after the service was restored from a backup.
  package static func decide(
    local: LocalRecord?, remote: SyncRecord, isFullListing: Bool
  ) -> RecordMerge {
    guard let local else { return .store }
    if !isFullListing && remote.syncCount < local.syncCount { return .keep }
    guard local.isDirty else { return .store }
    if local.value.isIdentical(to: remote.value) { return .adopt }
    return local.syncCount == remote.syncCount ? .keep : .conflict
  }
}
