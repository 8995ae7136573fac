import Screen

/// Asks for the number of a level, in the last line.
struct NumberView {
  let digits: String

  func draw(on canvas: inout Canvas) {
    let row = canvas.size.rows - 1
    canvas.text(
      "Go to level: \(digits)_".padded(to: canvas.size.columns - 2), column: 1, row: row,
      style: Style(.banner, bold: true))
    canvas.text(
      "Enter go   Esc stay", endingBefore: canvas.size.columns - 1, row: row, style: Style(.banner))
  }
}
