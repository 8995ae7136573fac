extension Terrain {
  /// Creates the terrain that `symbol` stands for in level files, or `nil` if it stands for none.
  init?(symbol: Unicode.Scalar) {
    switch symbol {
    case " ", "-", "_": self = .floor
    case "#": self = .wall
    case ".": self = .goal(nil)
    case "X": self = .goal(.blue)
    case "Y": self = .goal(.yellow)
    case "Z": self = .goal(.magenta)
    case "o": self = .hole
    case "~": self = .ice
    case "^": self = .oneWay(.up)
    case "v": self = .oneWay(.down)
    case "<": self = .oneWay(.left)
    case ">": self = .oneWay(.right)
    case "a": self = .plate(.a)
    case "b": self = .plate(.b)
    case "c": self = .plate(.c)
    case "A": self = .door(.a)
    case "B": self = .door(.b)
    case "C": self = .door(.c)
    case "1"..."9": self = .lift(Int(symbol.value - ("0" as Unicode.Scalar).value))
    case "k": self = .key
    case "K": self = .lock
    case "%": self = .plank
    default: return nil
    }
  }

  /// The symbol in level files; a space beyond the walls.
  package var symbol: Character {
    switch self {
    case .outside: " "
    case .wall: "#"
    case .floor: "-"
    case .goal(nil): "."
    case .goal(.blue): "X"
    case .goal(.yellow): "Y"
    case .goal(.magenta): "Z"
    case .hole: "o"
    case .ice: "~"
    case .oneWay(.up): "^"
    case .oneWay(.down): "v"
    case .oneWay(.left): "<"
    case .oneWay(.right): ">"
    case .plate(.a): "a"
    case .plate(.b): "b"
    case .plate(.c): "c"
    case .door(.a): "A"
    case .door(.b): "B"
    case .door(.c): "C"
    case .lift(let number): Character(String(number % 10))
    case .key: "k"
    case .lock: "K"
    case .plank: "%"
    }
  }

  /// What it is called in messages.
  var name: String {
    switch self {
    case .outside: "the outside"
    case .wall: "a wall"
    case .floor: "floor"
    case .goal: "a goal"
    case .hole: "a hole"
    case .ice: "ice"
    case .oneWay: "a one-way cell"
    case .plate: "a plate"
    case .door: "a door"
    case .lift: "a lift"
    case .key: "a key"
    case .lock: "a lock"
    case .plank: "a plank"
    }
  }
}
