/// What one character of a board picture stands for.
struct MapSymbol {
  /// What stands on a cell at the start.
  enum Object {
    case keeper
    case crate
  }

  let terrain: Terrain
  let object: Object?

  /// Creates the meaning of `character`, or `nil` if this version gives it none.
  init?(_ character: Unicode.Scalar) {
    switch character {
    case " ", "-", "_": self.init(.floor)
    case "#": self.init(.wall)
    case ".": self.init(.goal)
    case "@": self.init(.floor, .keeper)
    case "+": self.init(.goal, .keeper)
    case "$": self.init(.floor, .crate)
    case "*": self.init(.goal, .crate)
    default: return nil
    }
  }

  init(_ terrain: Terrain, _ object: Object? = nil) {
    self.terrain = terrain
    self.object = object
  }

  /// Returns the character to write for a cell.
  static func character(for terrain: Terrain, _ object: Object?) -> Character {
    switch (terrain, object) {
    case (.outside, _): " "
    case (.wall, _): "#"
    case (.floor, nil): "-"
    case (.floor, .keeper): "@"
    case (.floor, .crate): "$"
    case (.goal, nil): "."
    case (.goal, .keeper): "+"
    case (.goal, .crate): "*"
    }
  }

  /// Returns what `character` means in game.md 2.1, if it belongs to a mechanic that is not there
  /// yet.
  static func nameOfLaterMechanic(_ character: Unicode.Scalar) -> String? {
    switch character {
    case "o": "hole"
    case "~": "ice"
    case "^", "v", "<", ">": "one-way"
    case "a", "b", "c": "plate"
    case "A", "B", "C": "door"
    case "1"..."9": "lift"
    case "x", "y", "z": "coloured crate"
    case "X", "Y", "Z": "coloured goal"
    case "k": "key"
    case "K": "lock"
    case "&": "second keeper"
    case "%": "rotten plank"
    default: nil
    }
  }
}
