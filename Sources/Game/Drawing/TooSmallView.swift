import Screen

/// Says that the terminal is too small; readable at any size.
struct TooSmallView {
  let size: Size

  func draw(on canvas: inout Canvas) {
    let least = GameState.leastSize
    let lines = [
      "need \(least.columns)x\(least.rows), have \(size.columns)x\(size.rows)",
      "make it larger, or q saves and quits",
    ]
    let width = (lines.map(\.displayWidth).max() ?? 0) + 4
    guard size.columns >= width, size.rows >= lines.count + 2 else {
      let wrapped = lines.flatMap { $0.wrapped(to: size.columns) }
      for (row, line) in wrapped.enumerated() { canvas.text(line, column: 0, row: row) }
      return
    }
    let area = Area(columns: width, rows: lines.count + 2, centeredIn: size)
    canvas.frame(area, caption: "Terminal too small")
    for (index, line) in lines.enumerated() {
      canvas.text(line, column: area.column + 2, row: area.row + 1 + index)
    }
  }
}
