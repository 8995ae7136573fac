import Screen

extension GameState {
  /// Takes in a key; an unbound one changes nothing.
  mutating func take(_ key: Key) -> [GameEffect] {
    // The notice promises this key, also over a form that takes letters.
    if isTooSmall, key == "q" { return end() }
    return takeInScene(key) ?? takeAnywhere(key)
  }

  /// Returns nil if the scene has no use for the key.
  private mutating func takeInScene(_ key: Key) -> [GameEffect]? {
    switch scene {
    case .title(let entry):
      KeyTable.menu.command(for: key).map { carryOut($0, onTitle: entry) }
    case .pause(let entry):
      KeyTable.menu.command(for: key).map { carryOut($0, inPause: entry) }
    case .map(let selection):
      KeyTable.map.command(for: key).map { carryOut($0, onMap: selection) }
    case .play: KeyTable.play.command(for: key).map { carryOut($0) }
    case .solved(let summary):
      KeyTable.solved.command(for: key).map { carryOut($0, after: summary) }
    case .choice: KeyTable.choice.command(for: key).map { carryOut($0) }
    case .number(let digits):
      KeyTable.number.command(for: key).map { carryOut($0, number: digits) }
        ?? type(key, number: digits)
    case .help(let page): KeyTable.help.command(for: key).map { carryOut($0, onHelpPage: page) }
    case .signOut: KeyTable.answer.command(for: key).map { carryOut($0) }
    case .signIn(let form):
      KeyTable.form.command(for: key).map { carryOut($0, in: form) } ?? type(key, in: form)
    }
  }

  private mutating func takeAnywhere(_ key: Key) -> [GameEffect] {
    switch KeyTable.general.command(for: key) {
    case .help:
      scenes.append(.help(page: 0))
      return []
    case .quit: return end()
    case .redraw: return [.redraw]
    case .suspend: return rhythm.hurry() + [.suspend]
    case nil: return []
    }
  }

  private mutating func carryOut(_ command: HelpCommand, onHelpPage page: Int) -> [GameEffect] {
    let last = HelpPages(size: size, glyphs: glyphs, mechanics: metMechanics).count - 1
    switch command {
    case .next: scene = .help(page: min(page + 1, last))
    case .previous: scene = .help(page: max(min(page, last) - 1, 0))
    case .back: scenes.removeLast()
    }
    return []
  }
}
