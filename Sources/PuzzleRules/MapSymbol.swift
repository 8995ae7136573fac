/// What one character of a board picture stands for (game.md 2.1).
struct MapSymbol: Hashable {
  /// What stands on a cell at the start.
  enum Object: Hashable {
    case keeper(number: Int)
    case crate(CrateColor?)
  }

  /// The terrain; below an object that tells nothing of it, floor.
  let terrain: Terrain
  let object: Object?

  /// Creates the meaning of `character`, or `nil` if it has none.
  init?(_ character: Unicode.Scalar) {
    if let terrain = Terrain(symbol: character) {
      self.init(terrain)
      return
    }
    switch character {
    case "@": self.init(.floor, .keeper(number: 1))
    case "+": self.init(.goal(nil), .keeper(number: 1))
    case "&": self.init(.floor, .keeper(number: 2))
    case "$": self.init(.floor, .crate(nil))
    case "*": self.init(.goal(nil), .crate(nil))
    case "x": self.init(.floor, .crate(.blue))
    case "y": self.init(.floor, .crate(.yellow))
    case "z": self.init(.floor, .crate(.magenta))
    default: return nil
    }
  }

  init(_ terrain: Terrain, _ object: Object? = nil) {
    self.terrain = terrain
    self.object = object
  }

  /// Whether the terrain is part of the symbol, rather than told by a `Floor:` block.
  var tellsTerrain: Bool { object == nil || terrain != .floor }

  /// The character to write; below an object only a plain goal shows, and not below each.
  var character: Character {
    guard let object else { return terrain.symbol }
    return switch object {
    case .keeper(number: 2): "&"
    case .keeper: terrain == .goal(nil) ? "+" : "@"
    case .crate(nil): terrain == .goal(nil) ? "*" : "$"
    case .crate(let color?): color.letter
    }
  }

  /// Whether the character to write tells both the terrain and the object.
  var isToldByCharacter: Bool {
    character.unicodeScalars.first.flatMap(MapSymbol.init) == self || terrain == .outside
  }
}

extension MapSymbol.Object {
  /// What it is called in messages.
  var name: String {
    switch self {
    case .keeper: "a keeper"
    case .crate: "a crate"
    }
  }
}
