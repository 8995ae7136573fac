import LevelPack
import PuzzleRules

/// Small levels in two chapters, of which the tests know every move.
enum TestPack {
  /// Twenty levels: level 3 is a room with two crates, all others are corridors in which the keeper
  /// steps right `number` times, the last step being a push onto the goal.
  static let pack: LevelPack = {
    do {
      return LevelPack(try LevelFile(parsing: text, name: "test.holds"))
    } catch {
      preconditionFailure("The levels of the tests can be read: \(error)")
    }
  }()

  /// A solution of level 3 that achieves par.
  static let solution3 = "rRRlldRR"

  private static let titles = [
    "First push", "Long way", "Two by two", "Gangway", "Ropes", "Crane", "Ballast", "Tally clerk",
    "Cats", "The whole quay", "Deep", "Damp", "Dark", "Pumps", "Keel", "Ribs", "Rats", "Rust",
    "Leak", "Bilge well",
  ]

  private static var text: String {
    let levels = titles.enumerated().map { index, title in
      level(index + 1, title: title)
    }
    return "Format: holds 1\nCollection: Test\n\n" + levels.joined(separator: "\n")
  }

  private static func level(_ number: Int, title: String) -> String {
    let head = """
      Level: \(number)
      Title: \(title)
      Chapter: \(number > 10 ? 2 : 1)
      Idea: walk up to a crate and keep walking until it stands where it should
      Difficulty: \(number + 4)

      """
    guard number == 3 else {
      let steps = String(repeating: "r", count: number - 1) + "R"
      let corridor = "#@" + String(repeating: "-", count: number - 1) + "$.#"
      let wall = String(repeating: "#", count: corridor.count)
      return head + "Par: 1 \(number)\nSolution: \(steps)\nMap:\n\(wall)\n\(corridor)\n\(wall)\n"
    }
    return head + """
      Par: 4 8
      Solution: \(solution3)
      Map:
      #########
      #-------#
      #-@-$-.-#
      #---$-.-#
      #-------#
      #########

      """
  }
}
