internal import PuzzleRules

/// How two histories of one level relate; what was undone and can be redone is part of a history.
enum HistoryRelation: Hashable {
  /// The same actions.
  case same
  /// The first goes on where the second ends.
  case extends
  /// The second goes on where the first ends.
  case isExtended
  /// Each has something the other lacks, or too little is known to deny it.
  case diverged

  /// Compares histories; `level` is needed only where one of them begins with a checkpoint.
  init(_ left: RecordedHistory, _ right: RecordedHistory, level: Level?) {
    if left.origin == right.origin {
      self.init(left.actions[...], right.actions[...])
    } else if left.length == 0 || right.length == 0 {
      self = left.length == 0 ? .isExtended : .extends
    } else if left.start < right.start {
      self.init(longKnown: left, shortKnown: right, level: level)
    } else {
      self = HistoryRelation(longKnown: right, shortKnown: left, level: level).reversed
    }
  }

  private init(_ left: ArraySlice<Action>, _ right: ArraySlice<Action>) {
    let agree = zip(left, right).allSatisfy { $0 == $1 }
    self =
      if !agree { .diverged } else if left.count == right.count { .same } else {
        left.count > right.count ? .extends : .isExtended
      }
  }

  /// Looks whether `longKnown` passes through the checkpoint `shortKnown` begins with.
  private init(longKnown: RecordedHistory, shortKnown: RecordedHistory, level: Level?) {
    guard let level, let checkpoint = shortKnown.origin, longKnown.length >= checkpoint.actions,
      let attempt = try? Attempt(
        level: level, origin: longKnown.origin, replaying: longKnown.actions,
        cursor: checkpoint.actions),
      attempt.state == checkpoint.state, attempt.moves == checkpoint.moves,
      attempt.pushes == checkpoint.pushes
    else {
      self = .diverged
      return
    }
    let rest = longKnown.actions.dropFirst(checkpoint.actions - longKnown.start)
    self.init(rest, shortKnown.actions[...])
  }

  private var reversed: HistoryRelation {
    switch self {
    case .same: .same
    case .extends: .isExtended
    case .isExtended: .extends
    case .diverged: .diverged
    }
  }
}
