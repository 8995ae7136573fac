/// The name of a record in the dataset `GameInfo`, or in the store that stays on the device
/// (game.md 7).
package enum ProgressKey: Hashable, Sendable {
  case playerName
  case currentLevel
  case highScore
  /// The best result of a level: `best.NNN`.
  case best(Int)
  /// The attempt at a level, on all devices: `wip.NNN`.
  case attempt(Int)
  /// The attempt that lost against another one: `alt.NNN`.
  case alternative(Int)
  /// The attempt at a level that took another course on this device; never synchronised:
  /// `mine.NNN`.
  case apart(Int)
  case resume
  /// What a device says about itself: `dev.<id>`.
  case device(String)
  /// What was done on a device: `stat.<id>`.
  case statistics(String)
  /// A setting shared by all devices: `set.<name>`.
  case setting(String)

  /// The numbers a level may have.
  package static let levels = 1...100

  /// Creates the key spelled `text`, or `nil` if this version does not know it.
  package init?(_ text: String) {
    switch text {
    case "playerName": self = .playerName
    case "currentLevel": self = .currentLevel
    case "highScore": self = .highScore
    case "resume": self = .resume
    default:
      guard let dot = text.firstIndex(of: ".") else { return nil }
      self.init(family: text[..<dot], member: text[text.index(after: dot)...])
    }
  }

  private init?(family: Substring, member: Substring) {
    switch family {
    case "dev", "stat", "set":
      guard !member.isEmpty else { return nil }
      let name = String(member)
      self =
        switch family {
        case "dev": .device(name)
        case "stat": .statistics(name)
        default: .setting(name)
        }
    case "best", "wip", "alt", "mine":
      guard member.utf8.count == 3, let level = RecordField.number(member, in: ProgressKey.levels)
      else { return nil }
      self =
        switch family {
        case "best": .best(level)
        case "wip": .attempt(level)
        case "alt": .alternative(level)
        default: .apart(level)
        }
    default: return nil
    }
  }

  /// The key as it is stored.
  package var text: String {
    switch self {
    case .playerName: "playerName"
    case .currentLevel: "currentLevel"
    case .highScore: "highScore"
    case .best(let level): "best." + ProgressKey.digits(level)
    case .attempt(let level): "wip." + ProgressKey.digits(level)
    case .alternative(let level): "alt." + ProgressKey.digits(level)
    case .apart(let level): "mine." + ProgressKey.digits(level)
    case .resume: "resume"
    case .device(let id): "dev." + id
    case .statistics(let id): "stat." + id
    case .setting(let name): "set." + name
    }
  }

  private static func digits(_ level: Int) -> String {
    String(repeating: "0", count: max(0, 3 - String(level).utf8.count)) + String(level)
  }
}
