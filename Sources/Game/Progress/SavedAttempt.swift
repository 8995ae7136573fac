package import PuzzleRules

/// An attempt as `wip.NNN`, `alt.NNN` and `mine.NNN` hold it.
///
/// The form is `1 <id> <seq> <cursor> <flags> <history>`, the history being a LURD text in
/// run-length form, or `-` if it is empty. Where the history would not fit, first what could be
/// redone is dropped, then the oldest actions; these are summed up in brackets in front of the text
/// (see `Checkpoint.record`). The cursor counts from the start of the level in any case.
package struct SavedAttempt: Hashable, Sendable {
  /// The longest record, in bytes.
  package static let maximumBytes = 3000

  /// The id of the level.
  package let levelID: String

  /// The place in the order of writes: one more than the highest its writer had seen.
  package let sequence: Int

  /// How many actions are in force, counted from the start of the level.
  package let cursor: Int

  /// The help taken so far.
  package let assistance: Assistance

  /// The position before the first of `actions`; `nil` if that is the start of the level.
  package let origin: Checkpoint?

  /// The actions since `origin`, undone ones included.
  package let actions: [Action]

  /// The record.
  package let text: String

  /// Creates the attempt a record holds, or `nil` if it is broken or of another version.
  package init?(_ text: String) {
    guard text.utf8.count <= SavedAttempt.maximumBytes,
      let fields = RecordField.fields(of: text, count: 5), RecordField.isLevelID(fields[0]),
      let sequence = RecordField.number(fields[1]), let cursor = RecordField.number(fields[2]),
      let assistance = Assistance(flags: fields[3])
    else { return nil }
    var history = fields[4]
    var origin: Checkpoint?
    if history.first == "[" {
      guard let end = history.firstIndex(of: "]") else { return nil }
      guard
        let checkpoint = Checkpoint(record: history[history.index(after: history.startIndex)..<end])
      else { return nil }
      origin = checkpoint
      history = history[history.index(after: end)...]
    }
    guard let actions = history == "-" ? [] : try? LURD.actions(in: String(history)) else {
      return nil
    }
    let start = origin?.actions ?? 0
    guard cursor >= start, cursor - start <= actions.count else { return nil }
    self.levelID = String(fields[0])
    self.sequence = sequence
    self.cursor = cursor
    self.assistance = assistance
    self.origin = origin
    self.actions = actions
    self.text = text
  }

  /// Creates the saved form of `attempt`, with as much of its history as fits.
  package init(_ attempt: Attempt, levelID: String, sequence: Int) {
    let head = "1 \(levelID) \(sequence) \(attempt.cursor) \(attempt.assistance.flags) "
    let kept = SavedHistory(attempt, maximumBytes: SavedAttempt.maximumBytes - head.utf8.count)
    self.levelID = levelID
    self.sequence = sequence
    cursor = attempt.cursor
    assistance = attempt.assistance
    origin = kept.origin.actions == 0 ? nil : kept.origin
    actions = kept.actions.map(\.action)
    text = head + kept.text
  }

  /// How many actions it stands for, undone and summed-up ones included.
  package var length: Int { (origin?.actions ?? 0) + actions.count }

  /// Returns the attempt to play on with, or throws if its actions do not belong to `level`.
  package func attempt(at level: Level) throws(ReplayError) -> Attempt {
    try Attempt(
      level: level, origin: origin, replaying: actions, cursor: cursor, assistance: assistance)
  }
}
