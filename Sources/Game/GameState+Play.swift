import PuzzleRules

extension GameState {
  /// Carries out a command given while playing.
  mutating func carryOut(_ command: PlayCommand) -> [GameEffect] {
    switch command {
    case .step(let direction): act { $0.perform(.step(direction)) != .bump }
    case .swap: act { $0.perform(.swap) != .bump }
    case .undo: act { $0.undo() }
    case .undoPush: act { $0.undoPush() }
    case .redo: act { $0.redo() }
    case .restart: act { $0.restart() }
    case .nextLevel: openNeighbor(1)
    case .previousLevel: openNeighbor(-1)
    case .goToLevel: cover(with: .number(digits: ""))
    case .map: showMap()
    case .continueThere: acceptOffer()
    case .dismiss: dismissOffer()
    case .pause: cover(with: .pause(.resume)) + rhythm.hurry()
    }
  }

  /// Carries out a command given once a level is solved.
  mutating func carryOut(_ command: SolvedCommand, after summary: SolvedSummary) -> [GameEffect] {
    scenes.removeLast()
    switch command {
    case .next: return openNeighbor(1)
    case .retry: return act { $0.restart() }
    case .map: return showMap()
    case .undo: return act { $0.undo() }
    case .board: return []
    }
  }

  /// Changes the attempt, saves it, and looks whether that solved the level; a change that does
  /// nothing has no effect at all.
  private mutating func act(_ change: (inout Attempt) -> Bool) -> [GameEffect] {
    guard var play else { return [] }
    let wasSolved = play.board.attempt.isSolved
    guard change(&play.board.attempt) else { return [] }
    let save = progress.saving(play.board, atLevel: play.number)
    play.board = save.board
    play.relation = save.relation
    self.play = play
    guard play.board.attempt.isSolved, !wasSolved else {
      return record(save.changes) + rhythmAfter(save.changes)
    }
    return solve(play, saving: save.changes)
  }

  private mutating func solve(_ play: Play, saving changes: [ProgressChange]) -> [GameEffect] {
    let previous = progress
    let attempt = play.board.attempt
    let score = Score(
      pushes: attempt.pushes, moves: attempt.moves, par: attempt.level.par,
      assistance: attempt.assistance)
    let solved = progress.solving(attempt, atLevel: play.number)
    let effects = record(changes + solved) + rhythm.hurry()
    scenes.append(
      .solved(
        SolvedSummary(
          number: play.number, pushes: attempt.pushes, moves: attempt.moves, points: score.points,
          stars: score.stars, hasCrown: score.hasCrown,
          previousBest: previous.best(ofLevel: play.number)?.points, total: progress.highScore,
          gain: progress.highScore - previous.highScore)))
    return effects
  }

  /// What stays on this device needs no upload.
  mutating func rhythmAfter(_ changes: [ProgressChange]) -> [GameEffect] {
    changes.contains { $0.scope == .shared } ? rhythm.changed() : []
  }

  /// Puts a scene over what is on screen.
  mutating func cover(with scene: Scene) -> [GameEffect] {
    scenes.append(scene)
    return []
  }
}
