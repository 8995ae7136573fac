/// A curve drawn with characters: values upward, places to the right.
struct TextPlot {
  /// The value of each place; nothing where there is none.
  let values: [Double?]

  /// What each place was to have.
  let targets: [Double]

  /// The value of one row.
  var step = 5.0

  /// The lines from the top: `*` for a value, `.` for a target not hit, the scale at the left.
  var lines: [String] {
    let most = (values.compactMap { $0 } + targets + [step]).max() ?? step
    let rows = Int((most / step).rounded(.up))
    let body = (0...rows).reversed().map { row in
      let label = row % 2 == 0 ? String(Int(Double(row) * step)) : ""
      let cells = targets.indices.map { place -> String in
        if place < values.count, let value = values[place], self.row(of: value) == row {
          return " * "
        }
        return self.row(of: targets[place]) == row ? " . " : "   "
      }
      return TextPlot.padded(label, to: 5) + " |" + cells.joined()
    }
    let axis = "      +" + String(repeating: "-", count: 3 * targets.count)
    let places =
      "       " + targets.indices.map { TextPlot.padded(String($0 + 1), to: 2) + " " }.joined()
    return (body + [axis, places]).map(TextPlot.trimmed)
  }

  private func row(of value: Double) -> Int { Int((value / step).rounded()) }

  private static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
