internal import LevelPack
internal import PuzzleRules

extension Progress {
  /// Returns the board to go on with at the level with `number`, or `nil` if the pack lacks the
  /// level.
  ///
  /// An attempt set apart on this device comes first, then the shared one; a broken one counts as
  /// none.
  package func board(atLevel number: Int) -> OpenBoard? {
    guard let level = pack.level(number) else { return nil }
    if let apart = attemptApart(atLevel: number), let attempt = try? apart.attempt(at: level) {
      return OpenBoard(attempt: attempt, basis: nil)
    }
    return sharedBoard(atLevel: number)
  }

  /// Returns the board other devices see: what *continue* leads to.
  package func sharedBoard(atLevel number: Int) -> OpenBoard? {
    guard let level = pack.level(number) else { return nil }
    guard let saved = savedAttempt(atLevel: number), let attempt = try? saved.attempt(at: level)
    else { return OpenBoard(attempt: Attempt(level: level), basis: nil) }
    return OpenBoard(attempt: attempt, basis: saved.text)
  }

  /// Returns how `board` relates to the shared attempt at the level with `number`.
  package func relation(of board: OpenBoard, atLevel number: Int) -> BoardRelation {
    let basis = board.basis.flatMap(SavedAttempt.init)
    let isUnchanged = basis.map { isSaved(board.attempt, as: $0) } ?? board.attempt.isFresh
    let record = shared[ProgressKey.attempt(number).text]
    if record == board.basis { return isUnchanged ? .same : .boardExtendsStored }
    if let record, RecordField.isNewer(record) { return .unreadable }
    guard let stored = savedAttempt(atLevel: number), isUsable(stored, atLevel: number) else {
      return .boardExtendsStored
    }

    switch HistoryRelation(
      RecordedHistory(board.attempt), RecordedHistory(stored), level: board.attempt.level)
    {
    case .same:
      guard board.attempt.cursor != stored.cursor else { return .same }
      return (basis?.sequence ?? 0) >= stored.sequence && !isUnchanged
        ? .boardExtendsStored : .storedExtendsBoard
    case .extends: return .boardExtendsStored
    case .isExtended: return .storedExtendsBoard
    case .diverged:
      let isApart = attemptApart(atLevel: number) != nil
      return isUnchanged && !isApart ? .storedExtendsBoard : .diverged
    }
  }

  /// Whether `saved` says the same as `attempt` does, its place in the order of writes aside.
  func isSaved(_ attempt: Attempt, as saved: SavedAttempt) -> Bool {
    SavedAttempt(attempt, levelID: saved.levelID, sequence: saved.sequence).text == saved.text
  }

  private func isUsable(_ saved: SavedAttempt, atLevel number: Int) -> Bool {
    guard let level = pack.level(number) else { return false }
    return (try? saved.attempt(at: level)) != nil
  }
}
