import Screen

/// Draws the lines of a menu, the chosen one marked by a sign and by reverse video.
struct MenuPainter {
  let lines: [String]
  let selected: Int

  /// Draws from (`column`, `row`) down, each line `width` columns wide.
  func draw(on canvas: inout Canvas, column: Int, row: Int, width: Int) {
    for (index, line) in lines.enumerated() {
      let isSelected = index == selected
      let style = isSelected ? Style(.selected, bold: true, reverse: true) : Style.plain
      let text = (isSelected ? " > " : "   ") + line
      canvas.text(
        text.padded(to: width), column: column, row: row + index, style: style, width: width)
    }
  }
}
