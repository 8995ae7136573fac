import CommandProgram

/// Rows under headings, aligned for people.
struct Table: Hashable {
  /// One column.
  struct Column: Hashable {
    /// Which end of the column the texts stand at.
    enum Alignment { case leading, trailing }

    var heading: String
    var alignment: Alignment
    /// The least columns of the terminal it keeps when the table is too wide; nothing for a column
    /// that is never shortened.
    var minimum: Int?

    /// A column of texts that are never shortened.
    static func text(_ heading: String) -> Column {
      Column(heading: heading, alignment: .leading)
    }

    /// A column of numbers.
    static func number(_ heading: String) -> Column {
      Column(heading: heading, alignment: .trailing)
    }

    /// A column of texts that may be cut.
    static func flexible(_ heading: String, minimum: Int = 12) -> Column {
      Column(heading: heading, alignment: .leading, minimum: minimum)
    }
  }

  var columns: [Column]
  /// The texts of each row, as many as there are columns; they may hold anything.
  var rows: [[String]] = []

  private static let gap = "  "

  /// Returns the lines for a terminal of so many columns, or of any width.
  func lines(width: Int?) -> [String] {
    let cells = ([columns.map(\.heading)] + rows).map { $0.map(\.escaped) }
    let widths = widths(of: cells, within: width)
    return cells.map { row in
      var line = zip(row, zip(columns, widths)).map { text, place in
        let (column, width) = place
        let text = text.shortened(to: width)
        return switch column.alignment {
        case .leading: text.padded(to: width)
        case .trailing: String(repeating: " ", count: max(0, width - text.columns)) + text
        }
      }.joined(separator: Self.gap)
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// Takes what is too much from the widest of the flexible columns, time and again.
  private func widths(of cells: [[String]], within width: Int?) -> [Int] {
    var widths = columns.indices.map { index in cells.map { $0[index].columns }.max() ?? 0 }
    guard let width else { return widths }
    var excess = widths.reduce(0, +) + Self.gap.count * max(0, columns.count - 1) - width
    while excess > 0 {
      let flexible = columns.indices.filter { index in
        columns[index].minimum.map { widths[index] > $0 } ?? false
      }
      guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
