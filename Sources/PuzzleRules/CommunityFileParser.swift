/// Reads the text formats of the community, XSB and SOK, plain or run-length (game.md 3.2).
///
/// They are habits rather than a grammar: what describes a board may stand before or after it, so
/// that a file is first cut at its boards, and then it is seen which habit it follows.
struct CommunityFileParser {
  /// What stands between two boards.
  private struct Remarks {
    var headings: [String] = []
    var keys: [LevelKey] = []
    var solutions: [String] = []

    func value(of name: String) -> String? { keys.first { $0.name.lowercased() == name }?.value }
  }

  private let name: String
  private var issues: [LevelFileError.Issue] = []
  private var boards: [[LevelFileLine]] = []
  private var remarks = [Remarks()]

  /// Whether actions go on with the solution begun before.
  private var isInSolution = false

  private var actionsLeft = LevelFile.mostActions

  /// The index of the last `Comment-End:`, behind which no comment is closed.
  private var lastCommentEnd: Int?

  init(name: String) { self.name = name }

  mutating func parse(_ text: String) throws(LevelFileError) -> LevelFile {
    cut(text)
    if boards.isEmpty { report(1, 1, "there is no board in this file") }
    var levels: [Level] = []
    for index in boards.indices { if let level = level(at: index) { levels.append(level) } }
    guard issues.isEmpty else {
      throw LevelFileError(issues: issues.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    var file = LevelFile()
    let head = remarks[0]
    file.levels = levels
    let title = titlesLead ? nil : head.value(of: "title")
    file.collection = head.value(of: "collection") ?? title ?? ""
    file.author = titlesLead && boards.count == 1 ? "" : head.value(of: "author") ?? ""
    return file
  }

  // MARK: Cutting

  private mutating func cut(_ text: String) {
    let lines = LevelFileLine.lines(of: text)
    lastCommentEnd = lines.lastIndex(where: Self.endsComment)
    var isInBoard = false
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      let content = CommunityLine(line, isInBoard: isInBoard)
      if case .rows(let rows) = content {
        if !isInBoard { begin() }
        if let tab = line.scalars.firstIndex(of: "\t") {
          report(line.number, tab + 1, "a tab; use spaces")
        }
        boards[boards.count - 1] += rows
        isInBoard = true
        continue
      }
      isInBoard = false
      switch content {
      case .rows: break
      case .blank: isInSolution = false
      case .remark(let text), .text(let text): readHeading(text)
      case .actions(let text): readActions(text)
      case .key(let key) where key.name.lowercased() == "comment":
        index = readComment(key, from: index, in: lines)
      case .key(let key): read(key)
      }
    }
  }

  private static func endsComment(_ line: LevelFileLine) -> Bool {
    line.indexOfColon.map { LevelFileEntry(line, colon: $0).key } == "comment-end"
  }

  private mutating func begin() {
    boards.append([])
    remarks.append(Remarks())
    isInSolution = false
  }

  private mutating func readHeading(_ text: String) {
    isInSolution = ["solution", "snapshot"].contains { text.lowercased().hasPrefix($0) }
    if isInSolution {
      remarks[remarks.count - 1].solutions.append("")
    } else if !text.isEmpty {
      remarks[remarks.count - 1].headings.append(text)
    }
  }

  /// Actions may go on for lines; what is none after all may be a heading.
  private mutating func readActions(_ text: String) {
    let last = remarks.count - 1
    if isInSolution, !remarks[last].solutions.isEmpty {
      remarks[last].solutions[remarks[last].solutions.count - 1] += text
    } else {
      remarks[last].solutions.append(text)
      remarks[last].headings.append(text)
      isInSolution = true
    }
  }

  private mutating func read(_ key: LevelKey) {
    let last = remarks.count - 1
    isInSolution = ["solution", "snapshot", "savegame"].contains(key.name.lowercased())
    if isInSolution {
      remarks[last].solutions.append(key.value)
    } else {
      remarks[last].keys.append(key)
    }
  }

  /// Takes what stands before `Comment-End:` as one text; returns the index of the line after it.
  private mutating func readComment(
    _ key: LevelKey, from index: Int, in lines: [LevelFileLine]
  ) -> Int {
    let isClosed = lastCommentEnd.map { $0 >= index } ?? false
    let end = isClosed ? lines[index...].firstIndex(where: Self.endsComment) : nil
    let texts = [key.value] + (end.map { lines[index..<$0].map(\.text.trimmed) } ?? [])
    let text = texts.filter { !$0.isEmpty }.joined(separator: " ")
    remarks[remarks.count - 1].keys.append(LevelKey(name: key.name, value: text))
    return end.map { $0 + 1 } ?? index
  }

  // MARK: Making levels

  /// Whether `Title:` and the like stand before the board they belong to.
  private var titlesLead: Bool {
    guard let last = remarks.last, last.value(of: "title") == nil else { return false }
    return remarks[0].value(of: "title") != nil
      && (boards.count == 1 || remarks[1].value(of: "title") != nil)
  }

  /// Whether a remark or a text names the board below it.
  private var headingsLead: Bool { !remarks[0].headings.isEmpty || remarks.last?.headings == [] }

  private mutating func level(at index: Int) -> Level? {
    let rows = boards[index]
    var parser = BoardParser()
    let level = parser.parse(rows, below: rows.first?.number ?? 1)
    for issue in parser.issues { report(issue.line, issue.column, issue.message) }
    guard var level else { return nil }
    let (crates, goals) = (level.start.crates.count, level.goals.count)
    if crates != goals {
      report(rows[0].number, 1, "the numbers of crates and goals differ: \(crates) and \(goals)")
    }
    let facts = remarks[titlesLead ? index : index + 1]
    level.notes.number = index + 1
    level.notes.solution = solution(of: level, at: index)
    level.notes.title =
      facts.value(of: "title") ?? remarks[headingsLead ? index : index + 1].headings.last ?? ""
    level.notes.otherKeys = otherKeys(in: facts)
    return level
  }

  /// The first actions after the board that solve it, which are no heading then; others are
  /// snapshots, or not for this board.
  private mutating func solution(of level: Level, at index: Int) -> [RecordedAction]? {
    for text in remarks[index + 1].solutions where actionsLeft > 0 {
      guard let actions = try? LURD.actions(in: text) else { continue }
      actionsLeft -= actions.count
      guard let attempt = try? Attempt(level: level, replaying: actions), attempt.isSolved
      else { continue }
      remarks[index + 1].headings.removeAll { text.hasPrefix($0) }
      return attempt.history.actions
    }
    return nil
  }

  /// What else is said, each key once.
  private func otherKeys(in remarks: Remarks) -> [LevelKey] {
    var keys: [LevelKey] = []
    for key in remarks.keys where !key.value.isEmpty {
      let name = key.name.lowercased()
      if name == "title" || name == "collection" || LevelNotes.ownKeys.contains(name) { continue }
      if let known = keys.firstIndex(where: { $0.name.lowercased() == name }) {
        keys[known].value += " " + key.value
      } else {
        keys.append(key)
      }
    }
    return keys
  }

  private mutating func report(_ line: Int, _ column: Int, _ message: String) {
    issues.append(.init(file: name, line: line, column: column, message: message))
  }
}

extension LevelNotes {
  /// The keys that mean something else in a level of ours, in lower case.
  fileprivate static let ownKeys: Set = [
    "format", "level", "map", "floor", "chapter", "idea", "uses", "par", "proof", "solution",
    "difficulty", "seed",
  ]
}
