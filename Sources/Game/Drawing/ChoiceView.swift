import PuzzleRules
import Screen

/// Lets the player choose between two boards of one level.
struct ChoiceView {
  let state: GameState
  let number: Int
  let mine: Attempt
  let other: Attempt

  init?(state: GameState) {
    guard let play = state.play, let shared = state.progress.sharedBoard(atLevel: play.number)
    else { return nil }
    self.state = state
    number = play.number
    mine = play.board.attempt
    other = shared.attempt
  }

  func draw(on canvas: inout Canvas) {
    let width = min(77, canvas.size.columns - 2)
    let height = boardHeight(in: canvas.size)
    let area = Area(columns: width, rows: height + 9, centeredIn: canvas.size)
    canvas.frame(area, caption: "Both devices moved on")
    let column = area.column + 3
    let text = width - 6
    canvas.text(
      [
        "Level \(number) was played here and on \(device) since they last met.",
        "Level \(number) was played here and on \(device).",
      ].first(fitting: text), column: column, row: area.row + 1, width: text)
    line("1", "this terminal", mine, column, area.row + 2, text, on: &canvas)
    line("2", device, other, column, area.row + 3, text, on: &canvas)
    let half = (width - 8) / 2
    for (index, attempt) in [mine, other].enumerated() {
      let left = column + index * (half + 2)
      canvas.text("\(index + 1)", column: left, row: area.row + 5, style: Style(.title, bold: true))
      BoardPainter(level: attempt.level, state: attempt.state, glyphs: state.glyphs).paint(
        on: &canvas,
        in: Area(column: left + 2, row: area.row + 5, columns: half - 2, rows: height))
    }
    canvas.text(
      "1 or 2  go on with that one; the other is kept", column: column, row: area.lastRow - 2,
      style: Style(.banner, bold: true), width: text)
    canvas.text(
      [
        "Esc     decide later: play on here, nothing is overwritten",
        "Esc     decide later, nothing is overwritten",
      ].first(fitting: text), column: column, row: area.lastRow - 1, style: Style(.dim))
  }

  private var device: String {
    state.deviceAhead(inLevel: number).map { state.name(ofDevice: $0) } ?? "another device"
  }

  private func boardHeight(in size: Size) -> Int {
    min(mine.level.height, size.rows - 9)
  }

  private func line(
    _ key: String, _ name: String, _ attempt: Attempt, _ column: Int, _ row: Int, _ width: Int,
    on canvas: inout Canvas
  ) {
    let wording = Wording(glyphs: state.glyphs)
    let counts =
      wording.count(attempt.moves, "move").aligned(to: 12)
      + wording.pushes(attempt.pushes).aligned(to: 12)
    canvas.text(key, column: column + 2, row: row, style: Style(.title, bold: true))
    canvas.text(name, column: column + 5, row: row, width: width - 5 - counts.displayWidth)
    canvas.text(counts, endingBefore: column + width, row: row)
  }
}
