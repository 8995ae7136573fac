import LevelPack
import PuzzleRules
import Screen

@testable import Game

/// Ten chapters of seven levels: the first of each has on its board what the chapter brings, the
/// others are solved by one step to the right.
enum MechanicPack {
  /// A board to look at, and the keys that bring it into the state to look at.
  struct Board: Sendable {
    let mechanic: Mechanic
    let keys: [Key]
    let map: String
    var floor = ""
  }

  static let boards = [
    Board(mechanic: .hole, keys: [.down, .right], map: "#@$.--#\n#-$o-o#"),
    Board(mechanic: .ice, keys: [.down, .right], map: "#@$.~-#\n#-$~~~#"),
    Board(mechanic: .oneWay, keys: [.down, .right], map: "#@$.<^#\n#->-v-#"),
    Board(mechanic: .door, keys: [.down, .right], map: "#@$.-B#\n#-aA-b#"),
    Board(mechanic: .lift, keys: [.down, .right], map: "#@$.-1#\n#-1-2-#\n#2-$--#"),
    Board(
      mechanic: .color, keys: [], map: "#@x.yX#\n#-xy.Z#\n#z-$*-#",
      floor: "#--.-X#\n#-Xx.Z#\n#Z-X.-#".replacing("x", with: "-")),
    Board(mechanic: .key, keys: [.right], map: "#@k.-K#\n#-$kK-#", floor: "#-k.-K#\n#-kkK-#"),
    Board(mechanic: .keeper, keys: [.tab, .left], map: "#@$.--#\n#-a~-&#"),
    Board(mechanic: .plank, keys: [.right, .right], map: "#@%.%-#\n#-$%--#"),
  ]

  static let pack: LevelPack = {
    do {
      return LevelPack(try LevelFile(parsing: text, name: "mechanics.holds"))
    } catch {
      preconditionFailure("The levels of the tests can be read: \(error)")
    }
  }()

  /// Returns the number of the first level of the chapter that `mechanic` opens.
  static func number(of mechanic: Mechanic) -> Int { 7 * (mechanic.chapter - 1) + 1 }

  /// The records of a player to whom all chapters are open.
  static let records: [String: String] = {
    var session = Session(pack: pack)
    for number in 1...63 where number % 7 != 1 {
      session.go(to: number)
      session.walk("r")
    }
    return session.shared
  }()

  /// A game at the level that brings `mechanic`, with its keys pressed.
  static func playing(_ board: Board, glyphs: GlyphSet = .ascii) -> Session {
    var session = Session(pack: pack, glyphs: glyphs, shared: records)
    session.go(to: number(of: board.mechanic))
    for key in board.keys { session.press(key) }
    return session
  }

  private static var text: String {
    let levels = (1...70).map { number in
      let chapter = (number - 1) / 7 + 1
      let board = boards.first { $0.mechanic.chapter == chapter && number % 7 == 1 }
      let map = board?.map ?? "#@$.--#"
      let floor = board.map { $0.floor.isEmpty ? "" : "Floor:\n\(walled($0.floor))\n" } ?? ""
      return """
        Level: \(number)
        Title: Hold \(number)
        Chapter: \(chapter)
        Idea: a place to look round
        Map:
        \(walled(map))

        """ + floor
    }
    return "Format: holds 1\n\n" + levels.joined(separator: "\n")
  }

  private static func walled(_ rows: String) -> String { "#######\n\(rows)\n#######" }
}
