extension Surface {
  /// The characters of the picture, one line a row, without trailing spaces.
  package var text: String {
    (0..<size.rows).map { textOfRow($0) }.joined(separator: "\n")
  }

  /// Returns the characters of one row, without trailing spaces.
  package func textOfRow(_ row: Int) -> String {
    var line = ""
    for column in 0..<size.columns where !self[column, row].isContinuation {
      line.append(self[column, row].character)
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// A map of the styles: one letter a cell, a legend below, `.` for plain text.
  ///
  /// Letters are given out in reading order, so equal pictures have equal maps.
  package var styleMap: String {
    var letters: [Style: Character] = [.plain: "."]
    var legend: [String] = []
    var unused = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    let rows = (0..<size.rows).map { row in
      var line = ""
      for column in 0..<size.columns {
        let style = self[column, row].style
        if letters[style] == nil {
          let letter = unused.isEmpty ? "?" : unused.removeFirst()
          letters[style] = letter
          legend.append("\(letter) \(style.name)")
        }
        line.append(letters[style] ?? "?")
      }
      while line.last == "." { line.removeLast() }
      return line
    }
    return (rows + legend).joined(separator: "\n")
  }
}

extension Style {
  /// The style in words, such as `crate bold`.
  package var name: String {
    ([role.rawValue] + (isBold ? ["bold"] : []) + (isReversed ? ["reverse"] : []))
      .joined(separator: " ")
  }
}
