import Screen

/// The menu over a level at rest.
struct PauseView {
  let entry: PauseEntry

  private static let width = 38

  func draw(on canvas: inout Canvas) {
    let entries = PauseEntry.allCases
    let area = Area(columns: Self.width, rows: entries.count + 4, overBoardIn: canvas.size)
    canvas.frame(area, caption: "Pause")
    MenuPainter(lines: entries.map(label), selected: entries.firstIndex(of: entry) ?? 0)
      .draw(on: &canvas, column: area.column + 1, row: area.row + 2, width: Self.width - 2)
  }

  private func label(_ entry: PauseEntry) -> String {
    switch entry {
    case .resume: "Resume"
    case .restart: "Restart the level"
    case .map: "Level map"
    case .help: "Help"
    case .title: "Title screen"
    case .quit: "Save and quit (safe at any time)"
    }
  }
}
