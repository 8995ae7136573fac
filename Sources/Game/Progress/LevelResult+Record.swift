package import PuzzleRules

extension LevelResult {
  /// The longest `best.NNN`, in bytes.
  package static let maximumRecordBytes = 1200

  /// Creates the result a `best.NNN` record holds, or `nil` if it is broken or of another version.
  ///
  /// The form is `1 <id> <score> <flags> <pushes> <moves> <lurd-rle>`, with `-` for a solution that
  /// was left out.
  package init?(record: String) {
    guard record.utf8.count <= LevelResult.maximumRecordBytes,
      let fields = RecordField.fields(of: record, count: 6), RecordField.isLevelID(fields[0]),
      let points = RecordField.number(fields[1], in: 500...1000),
      let assistance = Assistance(flags: fields[2]),
      let pushes = RecordField.number(fields[3]), let moves = RecordField.number(fields[4]),
      pushes <= moves
    else { return nil }
    var solution: [RecordedAction]?
    if fields[5] != "-" {
      guard let actions = try? LURD.recordedActions(in: String(fields[5])),
        actions.count(where: \.isPush) == pushes, actions.count(where: \.isMove) == moves
      else { return nil }
      solution = actions
    }
    self.init(
      levelID: String(fields[0]), points: points, assistance: assistance, pushes: pushes,
      moves: moves, solution: solution)
  }

  /// The record of the result; the solution is left out where it would be too long.
  package var record: String {
    let head = "1 \(levelID) \(points) \(assistance.flags) \(pushes) \(moves) "
    guard let solution, !solution.isEmpty else { return head + "-" }
    let text = head + LURD.runLengthText(of: solution)
    return text.utf8.count <= LevelResult.maximumRecordBytes ? text : head + "-"
  }
}
