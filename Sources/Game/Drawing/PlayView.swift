import LevelPack
import PuzzleRules
import Screen

/// The board and all there is to know while playing (game.md 6.2).
struct PlayView {
  /// The columns of the panel at the right.
  static let panelWidth = 20

  let state: GameState
  let play: GameState.Play

  init?(state: GameState) {
    guard let play = state.play else { return nil }
    self.state = state
    self.play = play
  }

  func draw(on canvas: inout Canvas) {
    drawHeader(on: &canvas)
    drawBoard(on: &canvas)
    PlayPanel(state: state, play: play).draw(
      on: &canvas, column: canvas.size.columns - Self.panelWidth, row: 3,
      rows: canvas.size.rows - 5)
    canvas.rule(row: canvas.size.rows - 2)
    StatusLine(state: state).draw(on: &canvas, row: canvas.size.rows - 1)
  }

  private var level: Level { play.board.attempt.level }

  /// The chapter moves into the rule where the first line is too short for it.
  private func drawHeader(on canvas: inout Canvas) {
    let wording = Wording(glyphs: state.glyphs)
    let right = wording.statusAndPlayer(state, nameWidth: max(8, canvas.size.columns / 5))
    let status = wording.status(state)
    let start = canvas.text(right, endingBefore: canvas.size.columns - 1, row: 0)
    canvas.restyle(
      column: start, row: 0, columns: status.text.displayWidth, style: status.style)
    let used = canvas.text(
      wording.level(level), column: 1, row: 0, style: Style(.title, bold: true), width: start - 3)
    canvas.rule(row: 1)
    let middle = max(24, 1 + used + 2)
    if middle + chapter.displayWidth + 2 <= start {
      canvas.text(chapter, column: middle, row: 0)
    } else {
      canvas.text(" \(chapter) ", column: 3, row: 1)
    }
  }

  /// The chapter and the place in it, as in `Lift Shaft 3/10`.
  private var chapter: String {
    let number = level.chapter ?? 1
    let levels = state.pack.levels(inChapter: number)
    let place = (levels.firstIndex { $0.number == play.number } ?? 0) + 1
    return "\(LevelPack.title(ofChapter: number)) \(place)/\(levels.count)"
  }

  private func drawBoard(on canvas: inout Canvas) {
    let columns = canvas.size.columns - Self.panelWidth - 2
    let rows = canvas.size.rows - 4
    let spare = rows - level.height
    let news = newMechanic?.caption
    let caption = Array(
      (news ?? level.idea).balanced(to: columns - 2).prefix(max(0, min(2, spare))))
    let taken = caption.isEmpty ? 0 : caption.count + (spare > caption.count ? 1 : 0)
    let area = Area(column: 1, row: 2, columns: columns, rows: rows - taken)
    BoardPainter(level: level, state: play.board.attempt.state, glyphs: state.glyphs)
      .paint(on: &canvas, in: area)
    for (index, line) in caption.enumerated() {
      canvas.text(
        line, column: 2, row: canvas.size.rows - 2 - caption.count + index,
        style: Style(news == nil ? .dim : .banner))
    }
  }

  /// What the level teaches, if it is the first of a chapter that brings something new.
  private var newMechanic: Mechanic? {
    let chapter = level.chapter ?? 1
    guard state.pack.levels(inChapter: chapter).first?.number == play.number else { return nil }
    return level.mechanics.first { $0.chapter == chapter }
  }
}
