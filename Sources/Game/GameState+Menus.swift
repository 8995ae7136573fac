import LevelPack
import PuzzleRules
import Screen

extension GameState {
  /// Carries out a command given on the title screen.
  mutating func carryOut(_ command: MenuCommand, onTitle entry: TitleEntry) -> [GameEffect] {
    switch command {
    case .up: scene = .title(entry.neighbor(-1))
    case .down: scene = .title(entry.neighbor(1))
    case .back: break
    case .choose:
      switch entry {
      case .resume: return open(level: progress.levelToResume, .resuming)
      case .map: return showMap()
      case .account:
        guard let account else { return cover(with: .signIn(SignInForm())) }
        return cover(with: sync == .signInEnded ? .signIn(SignInForm(name: account)) : .signOut)
      case .help: return cover(with: .help(page: 0))
      case .quit: return end()
      }
    }
    return []
  }

  /// Carries out a command given in the pause menu.
  mutating func carryOut(_ command: MenuCommand, inPause entry: PauseEntry) -> [GameEffect] {
    switch command {
    case .up: scene = .pause(entry.neighbor(-1))
    case .down: scene = .pause(entry.neighbor(1))
    case .back: scenes.removeLast()
    case .choose:
      scenes.removeLast()
      switch entry {
      case .resume: break
      case .restart: return carryOut(PlayCommand.restart)
      case .map: return showMap()
      case .help: return cover(with: .help(page: 0))
      case .title: leaveLevel()
      case .quit: return end()
      }
    }
    return []
  }

  /// Carries out a command given on the level map.
  mutating func carryOut(_ command: MapCommand, onMap selection: Int) -> [GameEffect] {
    switch command {
    case .go(let direction): scene = .map(selection: neighbor(of: selection, direction))
    case .play: return open(level: selection)
    case .nextUnsolved: scene = .map(selection: unsolvedLevel(after: selection))
    case .goToLevel: return cover(with: .number(digits: ""))
    case .back: scenes.removeLast()
    }
    return []
  }

  /// Carries out a command given while a level number is typed.
  mutating func carryOut(_ command: NumberCommand, number digits: String) -> [GameEffect] {
    switch command {
    case .erase: scene = .number(digits: String(digits.dropLast()))
    case .back: scenes.removeLast()
    case .go:
      scenes.removeLast()
      guard let number = Int(digits) else { return [] }
      return open(level: number)
    }
    return []
  }

  /// Takes in a digit of a level number; returns nil for any other key.
  mutating func type(_ key: Key, number digits: String) -> [GameEffect]? {
    guard case .character(let character) = key, ("0"..."9").contains(character) else { return nil }
    if digits.count < 3 { scene = .number(digits: digits + String(character)) }
    return []
  }

  /// Goes back to the title.
  mutating func leaveLevel() {
    play = nil
    visitor = nil
    message = nil
    scenes = [.title(.resume)]
  }

  /// Returns the level next to another one on the map; at an edge, that level itself.
  private func neighbor(of number: Int, _ direction: Direction) -> Int {
    let numbers = pack.levels.compactMap(\.number)
    let place = numbers.firstIndex(of: number) ?? 0
    switch direction {
    case .left: return numbers[max(0, place - 1)]
    case .right: return numbers[min(numbers.count - 1, place + 1)]
    case .up, .down:
      let chapter = pack.level(number)?.chapter ?? 1
      let column = pack.levels(inChapter: chapter).firstIndex { $0.number == number } ?? 0
      let row = pack.levels(inChapter: chapter + (direction == .up ? -1 : 1))
      return row.isEmpty ? number : row[min(column, row.count - 1)].number ?? number
    }
  }

  /// Returns the next level that is open and has no best result, round the end of the pack.
  private func unsolvedLevel(after number: Int) -> Int {
    let numbers = pack.levels.compactMap(\.number)
    let place = numbers.firstIndex(of: number) ?? 0
    let order = numbers[(place + 1)...] + numbers[...place]
    return order.first { progress.isOpen(level: $0) && progress.best(ofLevel: $0) == nil } ?? number
  }
}

extension CaseIterable where Self: Equatable {
  /// Returns the case `offset` further on, round the ends.
  func neighbor(_ offset: Int) -> Self {
    let all = Array(Self.allCases)
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + offset + all.count) % all.count]
  }
}
