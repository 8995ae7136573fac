import PuzzleRules
import Screen

extension Tile {
  /// The characters of bare ground: left, right, and the one for single columns.
  static func symbols(
    of ground: Ground, _ glyphs: GlyphSet
  ) -> (left: Character, right: Character, narrow: Character) {
    let isRich = glyphs == .unicode
    func twice(_ character: Character) -> (Character, Character, Character) {
      (character, character, character)
    }
    switch ground {
    case .outside, .floor: return twice(" ")
    case .wall: return twice(isRich ? "█" : "#")
    case .goal: return twice(isRich ? "·" : ".")
    case .coloredGoal(let hue): return twice(uppercased(hue.rawValue))
    case .hole: return ("(", ")", "o")
    case .filledHole: return twice("_")
    case .ice: return twice(isRich ? "≈" : "~")
    case .oneWay(let direction): return twice(arrow(direction, isRich: isRich))
    case .plate(let mark): return twice(mark.rawValue)
    case .shutDoor(let mark): return twice(uppercased(mark.rawValue))
    case .openDoor(let mark): return (uppercased(mark.rawValue), ":", ":")
    case .lift(let number): return twice(Character(String(number)))
    case .key: return twice("k")
    case .lock: return twice("K")
    case .plank: return twice(isRich ? "▒" : "%")
    }
  }

  /// How bare ground looks.
  static func style(of ground: Ground) -> Style {
    switch ground {
    case .outside, .floor: Style(.floor)
    case .wall: Style(.wall)
    case .goal: Style(.goal)
    case .coloredGoal(let hue): Style(role(hue))
    case .hole, .filledHole: Style(.hole)
    case .ice: Style(.ice)
    case .oneWay: Style(.arrow)
    case .plate(let mark), .shutDoor(let mark), .openDoor(let mark): Style(role(mark))
    case .lift: Style(.lift)
    case .key, .lock: Style(.treasure)
    case .plank: Style(.plank)
    }
  }

  /// The two characters of an object and how they look; `under` is the symbol of the ground.
  static func pair(
    of object: Object, on ground: Ground, under symbol: Character
  ) -> (left: Character, right: Character, style: Style) {
    switch object {
    case .keeper(let number, let isMarked):
      (symbol, keeperSymbol(number), Style(.keeper, bold: true, reverse: isMarked))
    case .crate:
      switch ground {
      case .floor, .outside: ("[", "]", Style(.crate))
      case .goal: ("{", "}", Style(.crateFitting, bold: true))
      case .wall, .coloredGoal, .hole, .filledHole, .ice, .oneWay, .plate, .shutDoor, .openDoor,
        .lift, .key, .lock, .plank:
        (symbol, "]", Style(.crate))
      }
    case .coloredCrate(let hue):
      switch ground {
      case .floor, .outside: ("[", hue.rawValue, Style(role(hue)))
      case .coloredGoal(hue): ("{", hue.rawValue, Style(role(hue), bold: true))
      case .wall, .goal, .coloredGoal, .hole, .filledHole, .ice, .oneWay, .plate, .shutDoor,
        .openDoor, .lift, .key, .lock, .plank:
        (symbol, hue.rawValue, Style(role(hue)))
      }
    }
  }

  /// The single character of an object, as in level files.
  static func narrowSymbol(of object: Object, on ground: Ground) -> Character {
    let isGoal = ground == .goal
    return switch object {
    case .keeper(let number, _): isGoal && number == 1 ? "+" : keeperSymbol(number)
    case .crate: isGoal ? "*" : "$"
    case .coloredCrate(let hue): hue.rawValue
    }
  }

  private static func keeperSymbol(_ number: Int) -> Character { number == 2 ? "&" : "@" }

  private static func uppercased(_ letter: Character) -> Character {
    Character(letter.uppercased())
  }

  private static func arrow(_ direction: Direction, isRich: Bool) -> Character {
    switch direction {
    case .up: isRich ? "↑" : "^"
    case .down: isRich ? "↓" : "v"
    case .left: isRich ? "←" : "<"
    case .right: isRich ? "→" : ">"
    }
  }

  private static func role(_ hue: Hue) -> Style.Role {
    switch hue {
    case .blue: .blue
    case .yellow: .yellow
    case .magenta: .magenta
    }
  }

  private static func role(_ mark: Mark) -> Style.Role {
    switch mark {
    case .red: .red
    case .green: .green
    case .blue: .blue
    }
  }
}
