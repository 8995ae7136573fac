extension GameState {
  /// Goes on where the banner says, whether it was dismissed before or not.
  mutating func acceptOffer() -> [GameEffect] {
    guard let play, let offer = possibleOffer else { return [] }
    switch offer {
    case .ahead:
      let save = progress.continuing(from: play.board, atLevel: play.number)
      self.play = Play(number: play.number, board: save.board, relation: save.relation)
      message = nil
      return record(save.changes) + rhythm.hurry()
    case .elsewhere(let point): return open(level: point.level, .resuming)
    case .diverged: return cover(with: .choice)
    }
  }

  /// Takes the banner away until there is something new to offer.
  mutating func dismissOffer() -> [GameEffect] {
    dismissed = possibleOffer ?? dismissed
    return []
  }

  /// Carries out a command given where two boards are to be chosen from.
  mutating func carryOut(_ command: ChoiceCommand) -> [GameEffect] {
    scenes.removeLast()
    switch command {
    case .mine: return choose(.mine)
    case .other: return choose(.other)
    case .later: return []
    }
  }

  private mutating func choose(_ choice: BoardChoice) -> [GameEffect] {
    guard let play else { return [] }
    let save = progress.choosing(choice, for: play.board, atLevel: play.number)
    self.play = Play(number: play.number, board: save.board, relation: save.relation)
    return record(save.changes) + rhythm.hurry()
      + show(Message("The other board is kept.", tone: .success))
  }
}
