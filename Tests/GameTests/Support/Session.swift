import LevelPack
import PuzzleRules
import Screen

@testable import Game

/// A game in memory: effects that save are carried out at once, all others are noted.
struct Session {
  var state: GameState
  private(set) var shared: [String: String] = [:]
  private(set) var device: [String: String] = [:]

  /// Starts at the title of a device.
  init(
    _ deviceID: String = "laptop", pack: LevelPack = TestPack.pack,
    size: Size = Size(columns: 80, rows: 24), glyphs: GlyphSet = .ascii,
    shared: [String: String] = [:], device: [String: String] = [:], account: String? = nil
  ) {
    state = GameState(
      pack: pack, deviceID: deviceID, size: size, glyphs: glyphs, account: account)
    self.shared = shared
    self.device = device
    send(.progressChanged(shared: shared, device: device, .loaded))
  }

  /// Sends one event and returns the effects.
  @discardableResult
  mutating func send(_ event: GameEvent) -> [GameEffect] {
    let effects = reduce(&state, event)
    for case .save(let changes) in effects {
      for change in changes {
        switch change.scope {
        case .shared: shared[change.key] = change.value
        case .device: device[change.key] = change.value
        }
      }
    }
    return effects
  }

  /// Sends keys and returns the effects of all of them.
  @discardableResult
  mutating func press(_ keys: Key...) -> [GameEffect] { keys.flatMap { send(.key($0)) } }

  /// Sends the characters of a text as keys.
  @discardableResult
  mutating func type(_ text: String) -> [GameEffect] {
    text.flatMap { send(.key(.character($0))) }
  }

  /// Plays a LURD text with the arrow keys.
  mutating func walk(_ moves: String) {
    for letter in moves.lowercased() {
      switch letter {
      case "u": press(.up)
      case "d": press(.down)
      case "l": press(.left)
      case "r": press(.right)
      default: preconditionFailure("'\(letter)' is no step.")
      }
    }
  }

  /// Takes over the records of another device, as the merge rules say.
  @discardableResult
  mutating func receive(_ records: [String: String]) -> [GameEffect] {
    let merge = ProgressMerge(pack: state.pack, deviceID: state.progress.deviceID)
    let conflicts = records.filter { shared[$0.key] != $0.value }.map {
      ProgressConflict(key: $0.key, local: shared[$0.key], remote: $0.value)
    }
    for (key, decision) in merge.resolve(conflicts, records: shared) {
      switch decision {
      case .keepLocal: break
      case .takeRemote: shared[key] = records[key]
      case .take(let value): shared[key] = value
      case .ask:
        for change in merge.settingApart(key: key, local: shared[key]) {
          device[change.key] = change.value
        }
        shared[key] = records[key]
      }
    }
    return send(.progressChanged(shared: shared, device: device, .remote))
  }

  /// What is on screen.
  var text: String { render(state, size: state.size).text }

  /// The last line on screen.
  var lastLine: String {
    String(text.split(separator: "\n", omittingEmptySubsequences: false).last ?? "")
  }

  /// The attempt on the board.
  var attempt: Attempt? { state.play?.board.attempt }

  /// The actions in force on the board.
  var moves: String { attempt.map { LURD.text(of: $0.history.applied) } ?? "" }

  /// Goes to the level with `number`.
  mutating func go(to number: Int) {
    switch state.scene {
    case .title: press(.enter)
    case .solved: press(.escape)
    case .signIn, .signOut, .map, .play, .pause, .choice, .number, .help: break
    }
    if case .solved = state.scene { press(.escape) }
    press("g")
    type(String(number))
    press(.enter)
  }

  /// A game at the start of the level with `number`.
  static func playing(_ number: Int, _ deviceID: String = "laptop") -> Session {
    var session = Session(deviceID)
    session.go(to: number)
    return session
  }
}
