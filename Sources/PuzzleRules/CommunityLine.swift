/// What a line of a community file is, as far as the line alone can tell.
enum CommunityLine {
  /// Spaces alone.
  case blank
  /// A remark behind `;`.
  case remark(String)
  /// `Key: value`.
  case key(LevelKey)
  /// Rows of a board; several in the run-length form.
  case rows([LevelFileLine])
  /// Actions alone, which a title may be too.
  case actions(String)
  /// Any other text.
  case text(String)

  /// Reads a line; `isInBoard` tells whether the one before belongs to a board.
  init(_ line: LevelFileLine, isInBoard: Bool) {
    if line.isBlank {
      self = .blank
    } else if line.isComment {
      self = .remark(line.text.dropFirst(1).trimmed)
    } else if let rows = RunLengthRows(line, isInBoard: isInBoard)?.rows {
      self = .rows(rows)
    } else if let colon = line.indexOfColon {
      let entry = LevelFileEntry(line, colon: colon)
      self = .key(LevelKey(name: entry.name, value: entry.value.trimmed))
    } else if let text = Optional(line.text.trimmed),
      text.unicodeScalars.allSatisfy(CommunityLine.isAction)
    {
      self = .actions(text)
    } else {
      self = .text(line.text.trimmed)
    }
  }

  private static func isAction(_ character: Unicode.Scalar) -> Bool {
    switch character {
    case "u", "d", "l", "r", "U", "D", "L", "R", "0"..."9", "(", ")": true
    default: false
    }
  }
}

extension StringProtocol {
  /// The text without spaces and tabs around it, and a space for each tab in it.
  var trimmed: String {
    let text = String(map { $0 == "\t" ? " " : $0 })
    guard let start = text.firstIndex(where: { $0 != " " }),
      let end = text.lastIndex(where: { $0 != " " })
    else { return "" }
    return String(text[start...end])
  }
}
