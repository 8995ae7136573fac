import LevelPack
import PuzzleRules

extension GameState {
  /// Why a level is brought on screen.
  enum Opening {
    /// To go on wherever it stands.
    case resuming
    /// To play it; a solved board goes back to the start, which redo reverses.
    case playing
  }

  /// Brings a level on screen.
  mutating func open(level number: Int, _ opening: Opening = .playing) -> [GameEffect] {
    guard progress.isOpen(level: number) || opening == .resuming,
      var board = progress.board(atLevel: number)
    else { return show(Message(refusal(ofLevel: number))) }
    let isSolved = board.attempt.isSolved
    if isSolved, opening == .playing { _ = board.attempt.restart() }
    let relation = progress.relation(of: board, atLevel: number)
    play = Play(number: number, board: board, relation: relation)
    visitor = nil
    dismissed = nil
    message = nil
    scenes = [.title(.resume), .play]
    let effects = record(progress.opening(board.attempt, atLevel: number)) + rhythm.hurry()
    switch relation {
    case .diverged: scenes.append(.choice)
    case .unreadable:
      return effects
        + show(Message("A newer version of the game was here; your moves stay on this device."))
    case .same, .boardExtendsStored, .storedExtendsBoard:
      if isSolved, opening == .resuming {
        scenes.append(.solved(summary(of: board.attempt, number)))
      }
    }
    return effects
  }

  /// Opens the level `offset` further on in the pack.
  mutating func openNeighbor(_ offset: Int) -> [GameEffect] {
    guard let play, let index = pack.levels.firstIndex(where: { $0.number == play.number })
    else { return [] }
    guard pack.levels.indices.contains(index + offset),
      let number = pack.levels[index + offset].number
    else {
      return show(Message(offset > 0 ? "This is the last level." : "This is the first level."))
    }
    return open(level: number)
  }

  /// Leaves the board for the level map.
  mutating func showMap() -> [GameEffect] {
    scenes.append(.map(selection: play?.number ?? progress.levelToResume))
    return rhythm.hurry()
  }

  /// Says why a level cannot be played yet.
  func refusal(ofLevel number: Int) -> String {
    guard let chapter = pack.level(number)?.chapter else { return "There is no level \(number)." }
    return "Level \(number) \(condition(ofChapter: chapter))."
  }

  /// Says what opens a chapter, as in `opens at 6 solved in The Quay (2 so far)`.
  func condition(ofChapter chapter: Int) -> String {
    let before = LevelPack.title(ofChapter: chapter - 1)
    return "opens at \(LevelPack.solvedToOpenNextChapter) solved in \(before) "
      + "(\(progress.solvedLevels(inChapter: chapter - 1)) so far)"
  }

  private func summary(of attempt: Attempt, _ number: Int) -> SolvedSummary {
    let score = Score(
      pushes: attempt.pushes, moves: attempt.moves, par: attempt.level.par,
      assistance: attempt.assistance)
    return SolvedSummary(
      number: number, pushes: attempt.pushes, moves: attempt.moves, points: score.points,
      stars: score.stars, hasCrown: score.hasCrown,
      previousBest: progress.best(ofLevel: number)?.points, total: progress.highScore, gain: 0)
  }
}

extension LevelPack {
  /// Returns the name of a chapter, counted from 1.
  static func title(ofChapter chapter: Int) -> String {
    chapterTitles.indices.contains(chapter - 1)
      ? chapterTitles[chapter - 1] : "Chapter \(chapter)"
  }
}
