import LevelPack
import PuzzleRules

extension GameState {
  /// Takes over records; the board under the player's hands stays as it is (game.md 7).
  mutating func adopt(
    shared: [String: String], device: [String: String], _ origin: GameEvent.Origin
  ) -> [GameEffect] {
    let previous = progress
    progress = Progress(
      shared: shared, device: device, deviceID: previous.deviceID, pack: previous.pack)
    noteVisitor(since: previous)
    relate()
    catchUp()
    let effects = settle()
    guard origin == .remote, let news = news(since: previous) else { return effects }
    return effects + show(Message(news, tone: .success))
  }

  /// Saves what the new records leave unsaved: a board that was being saved when they came, and a
  /// total that only both devices' results together reach.
  private mutating func settle() -> [GameEffect] {
    var changes = progress.raisingHighScore()
    if let play, play.relation == .diverged || play.relation == .boardExtendsStored {
      let save = progress.saving(play.board, atLevel: play.number)
      self.play = Play(number: play.number, board: save.board, relation: save.relation)
      changes += save.changes
    }
    return record(changes) + rhythmAfter(changes)
  }

  /// Loads the shared board where nobody looks at the one that is behind it.
  private mutating func catchUp() {
    guard let play, case .map = scene, play.relation == .storedExtendsBoard,
      let board = progress.sharedBoard(atLevel: play.number)
    else { return }
    self.play = Play(number: play.number, board: board, relation: .same)
  }

  private mutating func relate() {
    guard let play else { return }
    self.play?.relation = progress.relation(of: play.board, atLevel: play.number)
  }

  /// Remembers where another device is, when that is new.
  private mutating func noteVisitor(since previous: Progress) {
    guard play != nil, let point = progress.resumePoint, point != previous.resumePoint,
      point.device != progress.deviceID
    else { return }
    visitor = point
  }

  /// Says which best result came from another device.
  private func news(since previous: Progress) -> String? {
    let inPlay = play.flatMap { pack.level($0.number) }
    for level in (inPlay.map { [$0] } ?? []) + pack.levels {
      guard let number = level.number, let best = progress.best(ofLevel: number),
        best.points > previous.best(ofLevel: number)?.points ?? 0
      else { continue }
      let who = progress.resumePoint.flatMap { point in
        point.device == progress.deviceID ? nil : name(ofDevice: point.device)
      }
      return
        "\(who ?? "Another device") solved level \(number) \(level.title): \(best.points) points."
    }
    return nil
  }
}
