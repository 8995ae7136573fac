import PuzzleRules
import PuzzleSolver
import Testing

extension Level {
  /// Returns the only level of a picture, `floor` telling what is under objects.
  static func drawn(_ map: String, floor: String? = nil) throws -> Level {
    let floor = floor.map { "\nFloor:\n\($0)" } ?? ""
    let file = try LevelFile(
      parsing: "Format: holds 1\n\nLevel: 1\nTitle: Drawn\nMap:\n\(map)\(floor)\n", name: "drawn")
    return try #require(file.levels.first)
  }

  /// A board whose best solution takes more than a minute to find and prove.
  static func hard() throws -> Level {
    try .drawn(
      """
      #############
      #-----#-----#
      #-$-$-#.....#
      #--$--------#
      #-$-$-#.....#
      #--$--#######
      #-$-$@#
      #--$--#
      #--$--#
      #-----#
      #######
      """)
  }

  /// A wide room with many crates, as many goals, and nothing else.
  static func hall(side: Int, crates: Int) -> Level {
    var rows = Array(
      repeating: Array(repeating: Terrain.floor, count: side), count: side)
    for index in 0..<side {
      rows[0][index] = .wall
      rows[side - 1][index] = .wall
      rows[index][0] = .wall
      rows[index][side - 1] = .wall
    }
    var positions: [Position] = []
    for index in 0..<crates {
      let perRow = (side - 4) / 2
      positions.append(Position(column: 2 + 2 * (index % perRow), row: 2 + 2 * (index / perRow)))
      rows[side - 2 - index / (side - 2)][1 + index % (side - 2)] = .goal(nil)
    }
    return Level(
      rows: rows, start: PuzzleState(keeper: Position(column: 1, row: 1), crates: positions))
  }
}

/// A kind of board: the mechanics it has, by their symbols.
struct Mechanics: CustomTestStringConvertible, Hashable, Sendable {
  /// The symbols of those beyond the classic game.
  static let symbols = Array("o~>a1xk&%")

  let symbols: [Character]

  /// No mechanic, each alone, each pair, and all together.
  static let all: [Mechanics] = {
    let pairs = symbols.indices.flatMap { first in
      symbols.indices.dropFirst(first + 1).map { [symbols[first], symbols[$0]] }
    }
    return ([[]] + symbols.map { [$0] } + pairs + [symbols]).map(Mechanics.init)
  }()

  var testDescription: String { symbols.isEmpty ? "crates alone" : String(symbols) }
}
