import PuzzleRules
import Screen

/// A mechanic at work, in two pictures: a row of cells, and the same after a few actions.
///
/// The rules themselves make the second picture from the first.
struct MechanicExample {
  let before: [Tile]
  let after: [Tile]

  /// Creates the example for `mechanic`; `nil` if its board or its moves were wrong.
  init?(_ mechanic: Mechanic, glyphs: GlyphSet) {
    let (cells, moves) = Self.script(of: mechanic)
    let wall = String(repeating: "#", count: cells.count + 2)
    guard let level = Level(map: [wall, "#\(cells)#", wall]),
      let actions = try? LURD.actions(in: moves),
      let attempt = try? Attempt(level: level, replaying: actions)
    else { return nil }
    let pictures = [level.start, attempt.state].map { state in
      let painter = BoardPainter(level: level, state: state, glyphs: glyphs)
      return (1...cells.count).map { painter.tile(at: Position(column: $0, row: 1)) }
    }
    (before, after) = (pictures[0], pictures[1])
  }

  private static func script(of mechanic: Mechanic) -> (cells: String, moves: String) {
    switch mechanic {
    case .hole: ("@$o-", "r")
    case .ice: ("@$~~~--", "r")
    case .oneWay: ("@->-", "rrr")
    case .door: ("@aA--", "r")
    case .lift: ("@1-#-1-", "r")
    case .color: ("@x-X", "rr")
    case .key: ("@kK-", "rr")
    case .keeper: ("@---&", "rsl")
    case .plank: ("@%--", "rr")
    }
  }
}
