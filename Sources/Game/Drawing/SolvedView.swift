import LevelPack
import PuzzleRules
import Screen

/// What the player has achieved, over the solved board.
struct SolvedView {
  let state: GameState
  let summary: SolvedSummary

  private static let width = 38

  func draw(on canvas: inout Canvas) {
    let wording = Wording(glyphs: state.glyphs)
    let level = state.pack.level(summary.number)
    let lines = lines(par: level?.par, wording)
    let area = Area(columns: Self.width, rows: lines.count + 6, overBoardIn: canvas.size)
    canvas.frame(area, caption: "Solved! " + (level.map(wording.level) ?? ""))
    let column = area.column + 3
    for (index, line) in lines.enumerated() {
      canvas.text(line.text, column: column, row: area.row + 1 + index, style: line.style)
    }
    canvas.text("Enter next   r retry   m map", column: column, row: area.lastRow - 3)
    canvas.text("u undo   Esc look at the board", column: column, row: area.lastRow - 2)
  }

  private func lines(par: Par?, _ wording: Wording) -> [(text: String, style: Style)] {
    let mark = wording.stars(summary.stars, hasCrown: summary.hasCrown)
    let before = summary.previousBest.map { "best before \($0)" } ?? "solved for the first time"
    let gain = summary.gain > 0 ? "  (+\(wording.grouped(summary.gain)))" : ""
    return [
      ("", .plain),
      (count("pushes", summary.pushes, par?.pushes), .plain),
      (count("moves", summary.moves, par?.moves), .plain),
      ("score \(summary.points)  " + (summary.hasCrown ? "\(mark)perfect" : mark), Style(.score)),
      (before, .plain),
      ("total \(wording.grouped(summary.total))\(gain)", Style(.score)),
    ]
  }

  private func count(_ name: String, _ number: Int, _ par: Int?) -> String {
    name.padded(to: 6) + String(number).aligned(to: 5) + (par.map { "  (par \($0))" } ?? "")
  }
}
