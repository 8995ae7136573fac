import PuzzleRules
import Screen

/// One page of the help.
struct HelpView {
  let page: Int
  let mechanics: [Mechanic]

  func draw(on canvas: inout Canvas) {
    let pages = HelpPages(size: canvas.size, glyphs: canvas.glyphs, mechanics: mechanics)
    let index = max(0, min(page, pages.count - 1))
    canvas.text("Help", column: 1, row: 0, style: Style(.title, bold: true))
    canvas.text(
      "page \(index + 1) of \(pages.count)", endingBefore: canvas.size.columns - 1, row: 0,
      style: Style(.dim))
    canvas.rule(row: 1)
    for (row, line) in pages.pages[index].enumerated() {
      draw(line, on: &canvas, row: row + 2)
    }
    canvas.rule(row: canvas.size.rows - 2)
    canvas.text(
      "Right next page   Left previous page   Esc back", column: 1, row: canvas.size.rows - 1,
      style: Style(.dim))
  }

  private func draw(_ line: HelpPages.Line, on canvas: inout Canvas, row: Int) {
    switch line {
    case .blank: break
    case .heading(let text):
      canvas.text(text, column: 1, row: row, style: Style(.title, bold: true))
    case .text(let text): canvas.text(text, column: 2, row: row)
    case .key(let names, let meaning):
      canvas.text(names, column: 2, row: row, style: Style(.banner))
      canvas.text(meaning, column: 2 + HelpPages.keyWidth, row: row)
    case .tile(let tile, let meaning):
      canvas.text(String([tile.left, tile.right]), column: 4, row: row, style: tile.style)
      canvas.text(meaning, column: 10, row: row)
    case .example(let before, let after):
      let column = draw(before, on: &canvas, column: 4, row: row)
      canvas.text("->", column: column + 2, row: row, style: Style(.dim))
      _ = draw(after, on: &canvas, column: column + 6, row: row)
    }
  }

  /// Draws `tiles` side by side and returns the column after them.
  private func draw(_ tiles: [Tile], on canvas: inout Canvas, column: Int, row: Int) -> Int {
    for (index, tile) in tiles.enumerated() {
      canvas.text(
        String([tile.left, tile.right]), column: column + 2 * index, row: row, style: tile.style)
    }
    return column + 2 * tiles.count
  }
}
