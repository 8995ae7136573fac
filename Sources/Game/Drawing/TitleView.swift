import LevelPack
import PuzzleRules
import Screen

/// The first screen.
struct TitleView {
  let state: GameState
  let entry: TitleEntry

  private static let width = 50

  func draw(on canvas: inout Canvas) {
    let wording = Wording(glyphs: state.glyphs)
    let devices = devices
    let rows = 15
    let area = Area(columns: Self.width, rows: rows, centeredIn: canvas.size)
    canvas.frame(area, caption: "")
    center("H U N D R E D   H O L D S", Style(.title, bold: true), in: area, row: 2, on: &canvas)
    center("a push-puzzle that follows its player", Style(.dim), in: area, row: 3, on: &canvas)
    MenuPainter(
      lines: TitleEntry.allCases.map(label),
      selected: TitleEntry.allCases.firstIndex(of: entry) ?? 0
    ).draw(on: &canvas, column: area.column + 3, row: area.row + 5, width: Self.width - 6)

    let row = area.row + 11
    let points = wording.grouped(state.progress.highScore)
    canvas.text("\(points) points", column: area.column + 4, row: row, style: Style(.score))
    canvas.text(
      wording.statusAndPlayer(state, nameWidth: 14), endingBefore: area.lastColumn - 3, row: row,
      style: wording.status(state).style)
    if !devices.isEmpty {
      canvas.text(
        "devices: " + devices.joined(separator: ", "), column: area.column + 4, row: row + 1,
        style: Style(.dim), width: Self.width - 8)
    }
    center(
      "arrows and Enter choose   ? help   q quit", Style(.dim), in: area, row: rows, on: &canvas)
    StatusLine(state: state).draw(on: &canvas, row: canvas.size.rows - 1)
  }

  private func label(_ entry: TitleEntry) -> String {
    switch entry {
    case .resume: resumeLabel
    case .map: "Level map"
    case .account where state.sync == .signInEnded:
      "Sign in again (\(state.account ?? ""))"
    case .account:
      state.account.map { "Sign out (\($0))" } ?? "Sign in, to go on at any terminal"
    case .help: "Help"
    case .quit: "Quit"
    }
  }

  private var resumeLabel: String {
    let number = state.progress.levelToResume
    guard let level = state.pack.level(number) else { return "Play" }
    let verb = state.progress.resumePoint == nil ? "Play" : "Continue"
    return "\(verb)   \(Wording(glyphs: state.glyphs).level(level))"
  }

  /// The names of the devices that said where they are, this one included.
  private var devices: [String] {
    state.progress.shared.compactMap { key, value in
      guard case .device = ProgressKey(key) else { return nil }
      return DevicePresence(value)?.name
    }.sorted()
  }

  private func center(
    _ text: String, _ style: Style, in area: Area, row: Int, on canvas: inout Canvas
  ) {
    let column = area.column + (area.columns - text.displayWidth) / 2
    canvas.text(text, column: column, row: area.row + row, style: style)
  }
}
