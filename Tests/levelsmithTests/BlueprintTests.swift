import PuzzleRules
import Testing

@testable import levelsmith

@Suite struct BlueprintTests {
  @Test func `a finished board is cropped, without what nobody gets to or sees`() throws {
    let level = try Level.drawn(
      """
      #########
      #########
      ##@$.####
      #########
      ####--###
      #########
      """)
    let finished = try #require(Blueprint(level).finished)
    #expect(finished.picture(of: finished.start) == ["#####", "#@$.#", "#####"])
    #expect(try #require(Blueprint(finished).finished) == finished)
  }

  @Test func `rooms joined by a lift are kept`() throws {
    let level = try Level.drawn(try #require(Level.special[.lift]))
    let finished = try #require(Blueprint(level).finished)
    #expect(finished.openCells == level.openCells)
  }

  @Test(arguments: [
    "#######\n#@-#$.#\n#######", "#######\n#@$#-.#\n#######", "######\n#@$o-#\n######",
    "#######\n#@$.1-#\n#######",
  ])
  func `a board that loses a part is no level`(map: String) throws {
    let rows = map.split(separator: "\n").map(Array.init)
    var board = Blueprint(width: rows[0].count, height: rows.count)
    for (row, symbols) in rows.enumerated() {
      for (column, symbol) in symbols.enumerated() {
        let cell = Position(column: column, row: row)
        switch symbol {
        case "#": board[cell] = .wall
        case "o": board[cell] = .hole
        case "1": board[cell] = .lift(1)
        case ".": board[cell] = .goal(nil)
        case "@":
          board[cell] = .floor
          board.keeper = cell
        case "$":
          board[cell] = .floor
          board.crates.append(Crate(cell))
        case _: board[cell] = .floor
        }
      }
    }
    #expect(board.finished == nil)
  }
}
