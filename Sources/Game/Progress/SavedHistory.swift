internal import PuzzleRules

/// As much of the history of an attempt as fits in a number of bytes.
struct SavedHistory {
  private(set) var origin: Checkpoint
  private(set) var actions: [RecordedAction]
  private(set) var text: String

  /// Keeps all of `attempt`, or all but what could be redone, or the latest actions that fit.
  init(_ attempt: Attempt, maximumBytes: Int) {
    self.init(origin: attempt.origin, actions: attempt.history.actions)
    guard !fits(maximumBytes) else { return }
    self.init(origin: attempt.origin, actions: Array(attempt.history.applied))
    guard !fits(maximumBytes) else { return }

    var tooFew = 0
    var enough = attempt.history.cursor
    self.init(attempt, dropping: enough)
    while enough - tooFew > 1 {
      let middle = (tooFew + enough) / 2
      let candidate = SavedHistory(attempt, dropping: middle)
      if candidate.fits(maximumBytes) {
        enough = middle
        self = candidate
      } else {
        tooFew = middle
      }
    }
  }

  private init(origin: Checkpoint, actions: [RecordedAction]) {
    self.origin = origin
    self.actions = actions
    let letters = LURD.runLengthText(of: actions)
    text = (origin.actions == 0 ? "" : "[\(origin.record)]") + (letters.isEmpty ? "-" : letters)
  }

  private init(_ attempt: Attempt, dropping count: Int) {
    let dropped = attempt.history.actions.prefix(count)
    self.init(
      origin: Checkpoint(
        state: attempt.state(after: attempt.origin.actions + count) ?? attempt.state,
        actions: attempt.origin.actions + count,
        moves: attempt.origin.moves + dropped.count(where: \.isMove),
        pushes: attempt.origin.pushes + dropped.count(where: \.isPush)),
      actions: Array(attempt.history.applied.dropFirst(count)))
  }

  private func fits(_ maximumBytes: Int) -> Bool {
    text.utf8.count <= maximumBytes && actions.count <= LURD.maximumActions
  }
}
