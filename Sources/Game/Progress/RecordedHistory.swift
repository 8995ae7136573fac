internal import PuzzleRules

/// The part of an attempt that is compared.
struct RecordedHistory {
  let origin: Checkpoint?
  let actions: [Action]

  var start: Int { origin?.actions ?? 0 }

  var length: Int { start + actions.count }

  init(_ saved: SavedAttempt) {
    origin = saved.origin
    actions = saved.actions
  }

  init(_ attempt: Attempt) {
    origin = attempt.origin.actions == 0 ? nil : attempt.origin
    actions = attempt.history.actions.map(\.action)
  }
}
