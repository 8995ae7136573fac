import PuzzleRules
import Screen

/// Two columns that show one cell of a board: the left one tells the terrain, the right one the
/// object, so that every combination is readable with no colour (game.md 6.1).
struct Tile: Hashable, Sendable {
  /// What the cell is made of, all mechanics included.
  enum Ground: Hashable, Sendable {
    case outside
    case wall
    case floor
    case goal
    case coloredGoal(Hue)
    case hole
    case filledHole
    case ice
    case oneWay(Direction)
    case plate(Mark)
    case shutDoor(Mark)
    case openDoor(Mark)
    case lift(Int)
    case key
    case lock
    case plank
  }

  /// What stands on the cell.
  enum Object: Hashable, Sendable {
    case crate
    case coloredCrate(Hue)
    /// The one in control is marked where there are two.
    case keeper(number: Int, isMarked: Bool = false)
  }

  /// The colours of crates and goals, by the letter of the crate.
  enum Hue: Character, CaseIterable, Hashable, Sendable {
    case blue = "x"
    case yellow = "y"
    case magenta = "z"

    init(_ color: CrateColor) {
      self =
        switch color {
        case .blue: .blue
        case .yellow: .yellow
        case .magenta: .magenta
        }
    }
  }

  /// The groups of plates and doors, by the letter of the plate.
  enum Mark: Character, CaseIterable, Hashable, Sendable {
    case red = "a"
    case green = "b"
    case blue = "c"

    init(_ group: DoorGroup) {
      self =
        switch group {
        case .a: .red
        case .b: .green
        case .c: .blue
        }
    }
  }

  /// Tells the terrain.
  let left: Character

  /// Tells the object.
  let right: Character

  /// How both columns look.
  let style: Style

  /// The picture in a single column, for boards too wide for two.
  let narrow: Character

  /// Creates the tile for `object`, if any, on `ground`.
  init(_ ground: Ground, _ object: Object?, glyphs: GlyphSet) {
    let bare = Self.symbols(of: ground, glyphs)
    guard let object else {
      (left, right) = (bare.left, bare.right)
      style = Self.style(of: ground)
      narrow = bare.narrow
      return
    }
    (left, right, style) = Self.pair(of: object, on: ground, under: bare.left)
    narrow = Self.narrowSymbol(of: object, on: ground)
  }
}
