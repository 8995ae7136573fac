import LevelPack
import PuzzleRules
import Screen

/// All levels with what was achieved in each (game.md 6.3).
struct MapView {
  let state: GameState
  let selection: Int

  private var wording: Wording { Wording(glyphs: state.glyphs) }

  func draw(on canvas: inout Canvas) {
    drawHeader(on: &canvas)
    let layout = MapLayout(columns: canvas.size.columns)
    var row = 2
    if layout.hasHeading {
      for column in 0..<MapLayout.levelsInRow {
        canvas.text(
          String(column + 1).aligned(to: 2), column: layout.column(of: column), row: row,
          style: Style(.dim))
      }
      row += 1
    }
    for chapter in chapters {
      draw(chapter, on: &canvas, row: row, layout)
      row += 1
    }
    drawBoard(on: &canvas, from: row)
    drawFooter(on: &canvas)
  }

  private var chapters: [Int] {
    var chapters: [Int] = []
    for level in state.pack.levels {
      let chapter = level.chapter ?? 1
      if chapters.last != chapter { chapters.append(chapter) }
    }
    return chapters
  }

  private func drawHeader(on canvas: inout Canvas) {
    let stars = state.pack.levels.reduce(0) { sum, level in
      sum + (level.number.flatMap { state.progress.score(ofLevel: $0)?.stars } ?? 0)
    }
    let points = wording.grouped(state.progress.highScore)
    canvas.text("Hundred Holds", column: 1, row: 0, style: Style(.title, bold: true))
    canvas.text(
      "\(points) points   \(stars) of \(3 * state.pack.levels.count) stars",
      endingBefore: canvas.size.columns - 1, row: 0, style: Style(.score))
    canvas.rule(row: 1)
  }

  private func draw(_ chapter: Int, on canvas: inout Canvas, row: Int, _ layout: MapLayout) {
    let isOpen = state.progress.isOpen(chapter: chapter)
    let title = "\(String(chapter).aligned(to: 2)) \(LevelPack.title(ofChapter: chapter))"
    let levels = state.pack.levels(inChapter: chapter)
    canvas.text(
      title, column: 1, row: row, style: isOpen ? .plain : Style(.dim),
      width: layout.labelWidth)
    guard isOpen else {
      let isSelected = levels.contains { $0.number == selection }
      canvas.text(
        state.condition(ofChapter: chapter), column: layout.column(of: 0), row: row,
        style: Style(.dim, reverse: isSelected),
        width: canvas.size.columns - 1 - layout.column(of: 0))
      return
    }
    for (column, level) in levels.prefix(MapLayout.levelsInRow).enumerated() {
      guard let number = level.number else { continue }
      let mark = mark(of: number)
      let text = layout.hasHeading ? mark.text : wording.twoDigits(number) + mark.text
      let isSelected = number == selection
      canvas.text(
        text.padded(to: layout.cellWidth - 1), column: layout.column(of: column), row: row,
        style: isSelected ? Style(.selected, bold: true, reverse: true) : Style(mark.role),
        width: layout.cellWidth - 1)
    }
  }

  /// The result of a level, or how far it is in progress, in three columns.
  private func mark(of number: Int) -> (text: String, role: Style.Role) {
    if let score = state.progress.score(ofLevel: number) {
      return (wording.stars(score), .score)
    }
    if let moves = movesInProgress(number) {
      return ("~" + (moves > 99 ? "++" : String(moves).padded(to: 2)), .banner)
    }
    return ("---", .text)
  }

  private func movesInProgress(_ number: Int) -> Int? {
    guard let attempt = attempt(number), attempt.moves > 0, !attempt.isSolved else { return nil }
    return attempt.moves
  }

  private func attempt(_ number: Int) -> Attempt? {
    if let play = state.play, play.number == number { return play.board.attempt }
    return state.progress.board(atLevel: number)?.attempt
  }

  private func drawBoard(on canvas: inout Canvas, from row: Int) {
    let area = Area(
      column: 1, row: row + 1, columns: canvas.size.columns - 2, rows: canvas.size.rows - 6 - row)
    guard let attempt = attempt(selection), attempt.level.height <= area.rows else { return }
    BoardPainter(level: attempt.level, state: attempt.state, glyphs: state.glyphs)
      .paint(on: &canvas, in: area)
  }

  private func drawFooter(on canvas: inout Canvas) {
    let last = canvas.size.rows - 1
    StatusLine(state: state).draw(on: &canvas, row: last - 3)
    canvas.rule(row: last - 2)
    let width = canvas.size.columns - 2
    canvas.text(
      Detail.allCases.map(description).first(fitting: width), column: 1, row: last - 1,
      width: width)
    canvas.text(
      "arrows move   Enter play   Tab next unsolved   Esc back", column: 1, row: last,
      style: Style(.dim))
  }

  /// How much is said about the selected level, the most first.
  private enum Detail: CaseIterable { case all, most, least }

  /// What is known about the selected level, in one line.
  private func description(_ detail: Detail) -> String {
    guard let level = state.pack.level(selection) else { return "" }
    guard state.progress.isOpen(level: selection) else {
      return state.refusal(ofLevel: selection)
    }
    var parts = [wording.level(level)]
    if detail == .all, let difficulty = level.notes.difficulty {
      parts.append("D \(difficulty)")
    }
    if detail != .least, let par = level.par { parts.append("par \(par.pushes)/\(par.moves)") }
    if let score = state.progress.score(ofLevel: selection) {
      let best = "best \(score.points)"
      parts.append(
        !score.hasCrown ? best : detail == .all ? best + ", perfect" : "perfect")
    }
    if state.progress.attemptApart(atLevel: selection) != nil {
      parts.append("two boards: choose!")
    }
    if let moves = movesInProgress(selection) {
      switch detail {
      case .all: parts.append("in progress, \(wording.count(moves, "move"))" + owner)
      case .most: parts.append(wording.count(moves, "move") + owner)
      case .least: parts.append(wording.count(moves, "move"))
      }
    }
    return parts.joined(separator: detail == .all ? "   " : "  ")
  }

  /// The device that was last in the selected level, if that is another one.
  private var owner: String {
    guard let point = state.progress.resumePoint, point.level == selection,
      point.device != state.progress.deviceID
    else { return "" }
    return " (\(state.name(ofDevice: point.device)))"
  }
}

/// How the rows of the level map are divided.
struct MapLayout {
  /// The most levels in a row.
  static let levelsInRow = 10

  /// Whether level numbers stand above the columns, for want of room beside each result.
  let hasHeading: Bool

  /// The columns of a chapter's number and title.
  let labelWidth = 15

  init(columns: Int) { hasHeading = columns < 2 + 15 + 6 * Self.levelsInRow }

  /// The columns of a level with the gap after it.
  var cellWidth: Int { hasHeading ? 4 : 6 }

  /// Returns where the n-th level of a row begins.
  func column(of level: Int) -> Int { 2 + labelWidth + level * cellWidth }
}
