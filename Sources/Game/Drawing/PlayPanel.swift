import PuzzleRules
import Screen

/// The figures and the keys at the right of the board.
struct PlayPanel {
  let state: GameState
  let play: GameState.Play

  func draw(on canvas: inout Canvas, column: Int, row: Int, rows: Int) {
    let figures = figures
    for (index, line) in figures.enumerated() {
      canvas.text(line, column: column, row: row + index)
    }
    canvas.restyle(column: column, row: row + 3, columns: 18, style: Style(.score))
    for (index, line) in keys.enumerated() {
      canvas.text(line, column: column, row: row + figures.count + 1 + index, style: Style(.dim))
    }
    guard let visitor = state.visitor else { return }
    let top = row + figures.count + keys.count + 2
    guard top + 2 - row <= rows else { return }
    canvas.text("Also playing:", column: column, row: top, style: Style(.banner))
    let level = " level \(visitor.level)"
    let used = canvas.text(
      state.name(ofDevice: visitor.device), column: column, row: top + 1, style: Style(.banner),
      width: PlayView.panelWidth - 1 - level.displayWidth)
    canvas.text(level, column: column + used, row: top + 1, style: Style(.banner))
  }

  private var figures: [String] {
    let attempt = play.board.attempt
    let par = attempt.level.par
    return [
      figure("Moves", attempt.moves, (par?.moves).map { "(\($0))" } ?? ""),
      figure("Pushes", attempt.pushes, (par?.pushes).map { "(\($0))" } ?? ""),
      "Score  up to \(reachablePoints)",
      best,
    ] + purse + control
  }

  /// The keys in hand, where there are keys at all.
  private var purse: [String] {
    let attempt = play.board.attempt
    guard attempt.level.mechanics.contains(.key) else { return [] }
    return [figure("Keys", attempt.state.keysInHand, "")]
  }

  /// The keeper in control, where there are two, and the key that passes control.
  private var control: [String] {
    let state = play.board.attempt.state
    guard state.waitingKeeper != nil else { return [] }
    let tile = Tile(.floor, .keeper(number: state.activeKeeper), glyphs: self.state.glyphs)
    return ["Keeper" + String(tile.right).aligned(to: 5) + "  (Tab)"]
  }

  private let keys = [
    "u undo  r restart",
    "U undo push  y redo",
    "n/p level  m map",
    "? help   Esc pause",
    "q save and quit",
  ]

  private func figure(_ name: String, _ number: Int, _ note: String) -> String {
    name.padded(to: 6) + String(number).aligned(to: 5) + "  " + note
  }

  private var best: String {
    let wording = Wording(glyphs: state.glyphs)
    guard let best = state.progress.best(ofLevel: play.number) else { return "Best       -" }
    let score = state.progress.score(ofLevel: play.number)
    if score?.hasCrown == true { return "Best   \(best.points) perfect" }
    return figure("Best", best.points, wording.stars(score))
  }

  /// What the attempt is worth if no step and no push beyond par is made from here on.
  private var reachablePoints: Int {
    let attempt = play.board.attempt
    let par = attempt.level.par
    return Score(
      pushes: max(attempt.pushes, par?.pushes ?? 0), moves: max(attempt.moves, par?.moves ?? 0),
      par: par, assistance: attempt.assistance
    ).points
  }
}
