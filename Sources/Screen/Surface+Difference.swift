/// Neighbouring cells of one row and one style, to be written together.
package struct Run: Hashable, Sendable {
  /// The place of the first cell.
  package let position: Point

  /// How all the cells look.
  package let style: Style

  /// The characters, from left to right.
  package let text: String

  /// Creates a run.
  package init(position: Point, style: Style, text: String) {
    self.position = position
    self.style = style
    self.text = text
  }
}

extension Surface {
  /// Returns what has to be written over `previous` to show this picture; all of it when there is
  /// no previous picture or it had another extent.
  package func difference(from previous: Surface?) -> [Run] {
    let previous = previous?.size == size ? previous : nil
    var runs: [Run] = []
    for row in 0..<size.rows {
      appendChanges(in: row, from: previous, to: &runs)
    }
    return runs
  }

  private func appendChanges(in row: Int, from previous: Surface?, to runs: inout [Run]) {
    var start = 0
    var style = Style.plain
    var text = ""
    func flush() {
      guard !text.isEmpty else { return }
      runs.append(Run(position: Point(column: start, row: row), style: style, text: text))
      text = ""
    }
    for column in 0..<size.columns {
      let cell = self[column, row]
      guard !cell.isContinuation else { continue }
      guard changed(column, row, width: cell.width, from: previous) else {
        flush()
        continue
      }
      if cell.style != style { flush() }
      if text.isEmpty {
        start = column
        style = cell.style
      }
      text.append(cell.character)
    }
    flush()
  }

  /// A wide character is written again when either of its columns differs.
  private func changed(_ column: Int, _ row: Int, width: Int, from previous: Surface?) -> Bool {
    guard let previous else { return true }
    return (column..<(column + width)).contains { self[$0, row] != previous[$0, row] }
  }
}
