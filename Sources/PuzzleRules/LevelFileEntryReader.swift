/// Divides a text of `Key: value` lines, comments and boards into its entries.
struct LevelFileEntryReader {
  /// The keys whose values are boards on the lines below, in lower case.
  let boards: Set<String>

  /// The mistakes found so far.
  private(set) var issues: [BoardParser.Issue] = []

  init(boards: Set<String>) { self.boards = boards }

  /// Returns the entries of `text`, in order.
  mutating func entries(in text: String) -> [LevelFileEntry] {
    var entries: [LevelFileEntry] = []
    var isInBoard = false
    for line in LevelFileLine.lines(of: text) where !line.isComment {
      if let tab = line.scalars.firstIndex(of: "\t") {
        report(line.number, tab + 1, "a tab; use spaces")
      }
      if line.isBlank {
        isInBoard = false
      } else if let colon = line.indexOfColon {
        let entry = LevelFileEntry(line, colon: colon)
        isInBoard = boards.contains(entry.key)
        if isInBoard, !entry.value.isEmpty {
          report(entry.line, entry.valueColumn, "the rows of a board begin on the next line")
        }
        entries.append(entry)
      } else if isInBoard {
        entries[entries.count - 1].rows.append(line)
      } else {
        report(line.number, 1, "expected 'Key: value', a comment or an empty line")
      }
    }
    return entries
  }

  private mutating func report(_ line: Int, _ column: Int, _ message: String) {
    issues.append(BoardParser.Issue(line: line, column: column, message: message))
  }
}
