internal import LevelPack
package import PuzzleRules

extension Progress {
  /// The most `alt.NNN` records there may be.
  package static let maximumAlternatives = 20

  /// Returns what to write after each action on `board`, undo and redo included.
  ///
  /// A board that took another course than the shared attempt is set apart on the device.
  package func saving(_ board: OpenBoard, atLevel number: Int) -> BoardSave {
    let relation = relation(of: board, atLevel: number)
    switch relation {
    case .same:
      let stored = OpenBoard(
        attempt: board.attempt, basis: shared[ProgressKey.attempt(number).text])
      return BoardSave(changes: clearingApart(number), board: stored, relation: .same)
    case .boardExtendsStored:
      return sharing(board.attempt, atLevel: number)
    case .storedExtendsBoard, .diverged, .unreadable:
      return BoardSave(
        changes: settingApart(board.attempt, atLevel: number), board: board, relation: relation)
    }
  }

  /// Returns what to write when the level with `number` is opened and shows `attempt`.
  package func opening(_ attempt: Attempt, atLevel number: Int) -> [ProgressChange] {
    let isThere = resumePoint.map { $0.level == number && $0.cursor == attempt.cursor } ?? false
    return (isThere ? [] : resuming(at: number, cursor: attempt.cursor)) + makingCurrent(number)
  }

  /// Returns the board of the shared attempt, and what to write, when the player continues there.
  ///
  /// Whatever `board` has of its own is kept as the alternative.
  package func continuing(from board: OpenBoard, atLevel number: Int) -> BoardSave {
    let holdsMore = relation(of: board, atLevel: number) == .diverged
    return goingOnWithShared(
      insteadOf: board, atLevel: number, changes: holdsMore ? keeping(board, atLevel: number) : [])
  }

  /// Returns the board chosen, and what to write; the one not chosen becomes the alternative.
  package func choosing(
    _ choice: BoardChoice, for board: OpenBoard, atLevel number: Int
  ) -> BoardSave {
    switch choice {
    case .mine:
      let other = shared[ProgressKey.attempt(number).text]
      let kept = other.map { storingAlternative($0, atLevel: number) } ?? []
      let save = sharing(board.attempt, atLevel: number)
      return BoardSave(changes: kept + save.changes, board: save.board, relation: save.relation)
    case .other:
      return goingOnWithShared(
        insteadOf: board, atLevel: number, changes: keeping(board, atLevel: number))
    }
  }

  /// Returns what to write when the player takes `name`; nothing if it is not valid or not new.
  package func naming(_ name: String) -> [ProgressChange] {
    guard PlayerName.isValid(name), name != playerName else { return [] }
    return [.shared(.playerName, name)]
  }
}

// MARK: Results

extension Progress {
  /// Returns what to write when `attempt` solves the level with `number`.
  ///
  /// A worse result than the best so far changes neither `best.NNN` nor `highScore`.
  package func solving(_ attempt: Attempt, atLevel number: Int) -> [ProgressChange] {
    guard let id = pack.id(ofLevel: number), let result = LevelResult(of: attempt, levelID: id)
    else { return [] }
    var changes: [ProgressChange] = []
    let stored = shared[ProgressKey.best(number).text]
    if stored.map({ !RecordField.isNewer($0) }) ?? true {
      let best = best(ofLevel: number)?.merged(with: result) ?? result
      if best.record != stored { changes.append(.shared(.best(number), best.record)) }
    }
    var next = self
    next.apply(changes)
    if next.highScore != storedHighScore {
      changes.append(.shared(.highScore, String(next.highScore)))
    }
    return changes
  }

  /// Returns what to write when the best results of all devices together are worth more than any
  /// device has noted.
  package func raisingHighScore() -> [ProgressChange] {
    guard highScore > storedHighScore ?? 0 else { return [] }
    return [.shared(.highScore, String(highScore))]
  }

  /// Returns what to write to add `tally` to what was done on this device.
  package func crediting(_ tally: DeviceStatistics) -> [ProgressChange] {
    let key = ProgressKey.statistics(deviceID)
    let stored = shared[key.text]
    guard stored.map({ !RecordField.isNewer($0) }) ?? true, tally != DeviceStatistics() else {
      return []
    }
    let sum = (stored.flatMap(DeviceStatistics.init) ?? DeviceStatistics()) + tally
    return [.shared(key, sum.text)]
  }
}

// MARK: Parts of a save

extension Progress {
  private func sharing(_ attempt: Attempt, atLevel number: Int) -> BoardSave {
    guard let id = pack.id(ofLevel: number) else {
      preconditionFailure("A board is of a level in the pack.")
    }
    let saved = SavedAttempt(attempt, levelID: id, sequence: nextSequence)
    var changes: [ProgressChange] = [.shared(.attempt(number), saved.text)]
    changes += resuming(at: number, cursor: saved.cursor) + makingCurrent(number)
    changes += clearingApart(number)
    return BoardSave(
      changes: changes, board: OpenBoard(attempt: attempt, basis: saved.text), relation: .same)
  }

  private func settingApart(_ attempt: Attempt, atLevel number: Int) -> [ProgressChange] {
    guard let id = pack.id(ofLevel: number) else { return [] }
    if let apart = attemptApart(atLevel: number), isSaved(attempt, as: apart) { return [] }
    let saved = SavedAttempt(attempt, levelID: id, sequence: nextSequence)
    return [.device(.apart(number), saved.text)]
  }

  private func goingOnWithShared(
    insteadOf board: OpenBoard, atLevel number: Int, changes: [ProgressChange]
  ) -> BoardSave {
    let next = sharedBoard(atLevel: number) ?? board
    return BoardSave(
      changes: changes + clearingApart(number) + opening(next.attempt, atLevel: number),
      board: next, relation: .same)
  }

  private func keeping(_ board: OpenBoard, atLevel number: Int) -> [ProgressChange] {
    guard let id = pack.id(ofLevel: number), !board.attempt.isFresh else { return [] }
    let saved = SavedAttempt(board.attempt, levelID: id, sequence: nextSequence)
    return storingAlternative(saved.text, atLevel: number)
  }

  /// Stores an alternative, and makes room by dropping those written first.
  private func storingAlternative(_ record: String, atLevel number: Int) -> [ProgressChange] {
    let key = ProgressKey.alternative(number)
    let others = shared.keys.filter { other in
      guard case .alternative = ProgressKey(other) else { return false }
      return other != key.text
    }
    let oldestFirst = others.sorted { left, right in
      (sequence(ofAlternative: left), left) < (sequence(ofAlternative: right), right)
    }
    let surplus = oldestFirst.prefix(max(0, others.count + 1 - Progress.maximumAlternatives))
    return surplus.map { ProgressChange(scope: .shared, key: $0, value: nil) }
      + [.shared(key, record)]
  }

  private func sequence(ofAlternative key: String) -> Int {
    shared[key].flatMap(SavedAttempt.init)?.sequence ?? 0
  }

  private func clearingApart(_ number: Int) -> [ProgressChange] {
    device[ProgressKey.apart(number).text] == nil ? [] : [.device(.apart(number), nil)]
  }

  private func resuming(at number: Int, cursor: Int) -> [ProgressChange] {
    let stored = shared[ProgressKey.resume.text]
    guard stored.map({ !RecordField.isNewer($0) }) ?? true else { return [] }
    let point = ResumePoint(
      level: number, cursor: cursor, device: deviceID, sequence: nextSequence)
    return [.shared(.resume, point.text)]
  }

  private func makingCurrent(_ number: Int) -> [ProgressChange] {
    let text = String(number)
    return shared[ProgressKey.currentLevel.text] == text ? [] : [.shared(.currentLevel, text)]
  }
}
