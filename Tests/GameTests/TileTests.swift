import PuzzleRules
import Screen
import Testing

@testable import Game

@Suite struct TileTests {
  private static let grounds: [Tile.Ground] =
    [.wall, .floor, .goal, .hole, .filledHole, .ice, .key, .lock, .plank]
    + Tile.Hue.allCases.map(Tile.Ground.coloredGoal)
    + Direction.allCases.map(Tile.Ground.oneWay)
    + Tile.Mark.allCases.flatMap { [.plate($0), .shutDoor($0), .openDoor($0)] }
    + (1...9).map(Tile.Ground.lift)

  private static let objects: [Tile.Object] =
    [.crate, .keeper(number: 1), .keeper(number: 2)]
    + Tile.Hue.allCases.map(Tile.Object.coloredCrate)

  /// What an object can stand on.
  private static let occupiable = grounds.filter { ground in
    switch ground {
    case .wall, .hole, .lock, .shutDoor: false
    case .outside, .floor, .goal, .coloredGoal, .filledHole, .ice, .oneWay, .plate, .openDoor,
      .lift, .key, .plank:
      true
    }
  }

  @Test(arguments: GlyphSet.allCases)
  func `G-034 all pairs of characters are distinct without colour`(glyphs: GlyphSet) {
    let bare = Self.grounds.map { Tile($0, nil, glyphs: glyphs) }
    let occupied = Self.occupiable.flatMap { ground in
      Self.objects.map { Tile(ground, $0, glyphs: glyphs) }
    }
    let pairs = (bare + occupied).map { String([$0.left, $0.right]) }
    let repeated = Dictionary(grouping: pairs) { $0 }.filter { $1.count > 1 }.keys
    #expect(repeated.isEmpty)
  }

  @Test func `the ASCII tiles are ASCII`() {
    for ground in Self.occupiable {
      for object in Self.objects {
        let tile = Tile(ground, object, glyphs: .ascii)
        #expect(tile.left.isASCII && tile.right.isASCII && tile.narrow.isASCII)
      }
    }
  }

  @Test func `the Unicode tiles use only ornaments beyond ASCII`() {
    for ground in Self.grounds {
      let tile = Tile(ground, nil, glyphs: .unicode)
      for character in [tile.left, tile.right, tile.narrow] where !character.isASCII {
        #expect(GlyphSet.ornaments.contains(character))
      }
    }
  }

  @Test(
    arguments: [
      (.floor, .crate, "[]"), (.goal, .crate, "{}"), (.ice, .crate, "~]"),
      (.plate(.red), .crate, "a]"),
      (.lift(1), .coloredCrate(.blue), "1x"), (.coloredGoal(.blue), .crate, "X]"),
      (.coloredGoal(.blue), .coloredCrate(.blue), "{x"), (.goal, .coloredCrate(.blue), ".x"),
      (.floor, .keeper(number: 1), " @"), (.goal, .keeper(number: 1), ".@"),
      (.ice, .keeper(number: 2), "~&"), (.plate(.red), .keeper(number: 1), "a@"),
    ] as [(Tile.Ground, Tile.Object, String)])
  func `tiles are as the design draws them`(ground: Tile.Ground, object: Tile.Object, pair: String)
  {
    let tile = Tile(ground, object, glyphs: .ascii)
    #expect(String([tile.left, tile.right]) == pair)
  }

  @Test(arguments: [
    (26, 17, 58, 17, 2, false), (29, 19, 58, 19, 2, false), (30, 19, 58, 19, 1, false),
    (58, 19, 58, 19, 1, false), (59, 10, 58, 19, 1, true), (10, 20, 58, 19, 2, true),
    (64, 64, 58, 19, 1, true),
  ])
  func `a board takes two columns a cell, else one, else scrolls`(
    width: Int, height: Int, columns: Int, rows: Int, cellWidth: Int, scrolls: Bool
  ) {
    let fit = BoardPainter.Fit(width: width, height: height, columns: columns, rows: rows)
    #expect(fit.cellWidth == cellWidth)
    #expect(fit.scrolls == scrolls)
  }

  @Test func `a board that scrolls always shows the keeper`() {
    let side = Level.maximumSide
    var rows = Array(repeating: Array(repeating: Terrain.floor, count: side), count: side)
    rows[0][0] = .goal(nil)
    for place in [0, 1, 30, 62, 63] {
      for other in [0, 33, 63] where place != other {
        let keeper = Position(column: place, row: other)
        let start = PuzzleState(keeper: keeper, crates: [Crate]())
        var canvas = Canvas(size: Size(columns: 40, rows: 16), glyphs: .ascii)
        BoardPainter(level: Level(rows: rows, start: start), state: start, glyphs: .ascii)
          .paint(on: &canvas, in: Area(column: 0, row: 0, columns: 40, rows: 16))
        #expect(canvas.surface.text.contains("@"))
      }
    }
  }
}
