/// Reads a `.holds` file and collects every mistake in it.
struct LevelFileParser {
  private let name: String
  private var issues: [LevelFileError.Issue] = []
  private var lineOfNumber: [Int: Int] = [:]
  private var actionsLeft = LevelFile.mostActions

  init(name: String) { self.name = name }

  mutating func parse(_ text: String) throws(LevelFileError) -> LevelFile {
    var reader = LevelFileEntryReader(boards: ["map", "floor"])
    let entries = reader.entries(in: text)
    for issue in reader.issues { report(issue.line, issue.column, issue.message) }
    guard let format = entries.first(where: { $0.key == "format" }) else {
      throw LevelFileError(
        file: name, line: 1, column: 1,
        message: "this is not a holds file; it must begin with 'Format: holds 1'")
    }
    guard format.value.split(separator: " ").map({ $0.lowercased() }) == ["holds", "1"] else {
      throw LevelFileError(
        file: name, line: format.line, column: format.valueColumn,
        message: "the format '\(format.value)' is unknown; expected 'holds 1'")
    }

    let sections = entries.split(beforeEach: "level")
    var file = LevelFile()
    for (index, section) in sections.enumerated() {
      if index == 0 {
        readHeader(section, into: &file)
      } else if let level = level(of: section) {
        file.levels.append(level)
      }
    }
    guard issues.isEmpty else {
      throw LevelFileError(issues: issues.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    return file
  }

  private mutating func readHeader(
    _ entries: ArraySlice<LevelFileEntry>, into file: inout LevelFile
  ) {
    var seen: Set<String> = []
    for entry in entries {
      guard isFirst(entry, in: &seen) else { continue }
      switch entry.key {
      case "format": break
      case "collection": file.collection = entry.value
      case "author": file.author = entry.value
      case "license": file.license = entry.value
      case "map", "floor": report(entry.line, 1, "a board needs a 'Level:' line before it")
      default: file.otherKeys.append(LevelKey(name: entry.name, value: entry.value))
      }
    }
  }

  private mutating func level(of entries: ArraySlice<LevelFileEntry>) -> Level? {
    guard let first = entries.first else { return nil }
    var notes = LevelNotes()
    var seen: Set<String> = []
    var board = BoardParser()
    var solution: LevelFileEntry?
    var map: LevelFileEntry?
    for entry in entries {
      guard isFirst(entry, in: &seen) else { continue }
      switch entry.key {
      case "map": map = entry
      case "floor": board.floor = entry
      case "solution": solution = entry
      default: read(entry, into: &notes)
      }
    }
    guard let map else {
      report(first.line, 1, "the level has no 'Map:'")
      return nil
    }
    let parsed = board.parse(map.rows, below: map.line)
    for issue in board.issues { report(issue.line, issue.column, issue.message) }
    guard var level = parsed else {
      if let solution { _ = actions(of: solution) }
      return nil
    }
    level.notes = notes
    level.notes.solution = solution.flatMap { replay($0, in: level) }
    return level
  }

  private mutating func read(_ entry: LevelFileEntry, into notes: inout LevelNotes) {
    switch entry.key {
    case "level": notes.number = levelNumber(entry)
    case "title": notes.title = entry.value
    case "chapter": notes.chapter = number(entry, in: 1...1000)
    case "idea": notes.idea = entry.value
    case "uses":
      notes.uses = entry.value.split { $0 == "," || $0 == " " }.map(String.init)
    case "par": notes.par = par(entry)
    case "proof": notes.proof = proof(entry)
    case "difficulty": notes.difficulty = number(entry, in: 0...100)
    case "seed": notes.seed = seed(entry)
    default: notes.otherKeys.append(LevelKey(name: entry.name, value: entry.value))
    }
  }

  private mutating func isFirst(_ entry: LevelFileEntry, in seen: inout Set<String>) -> Bool {
    guard !seen.insert(entry.key).inserted else { return true }
    report(entry.line, 1, "'\(entry.name)' is given twice")
    return false
  }

  private mutating func report(_ line: Int, _ column: Int, _ message: String) {
    issues.append(.init(file: name, line: line, column: column, message: message))
  }
}

// MARK: Values

extension LevelFileParser {
  /// The largest number of pushes or moves a par may have.
  private static let largestCount = 1_000_000

  private mutating func levelNumber(_ entry: LevelFileEntry) -> Int? {
    guard !entry.value.isEmpty, let number = number(entry, in: 1...100_000) else { return nil }
    if let line = lineOfNumber[number] {
      report(entry.line, entry.valueColumn, "level \(number) is already on line \(line)")
    }
    lineOfNumber[number] = entry.line
    return number
  }

  private mutating func number(_ entry: LevelFileEntry, in range: ClosedRange<Int>) -> Int? {
    if let number = Int(entry.value), range.contains(number) { return number }
    report(
      entry.line, entry.valueColumn,
      "expected a number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  private mutating func seed(_ entry: LevelFileEntry) -> UInt64? {
    if let seed = UInt64(entry.value) { return seed }
    report(entry.line, entry.valueColumn, "expected a number from 0 to \(UInt64.max)")
    return nil
  }

  private mutating func par(_ entry: LevelFileEntry) -> Par? {
    let counts = entry.value.split(separator: " ").map { Int($0) ?? -1 }
    guard counts.count == 2, counts[0] >= 0, counts[1] >= counts[0],
      counts[1] <= LevelFileParser.largestCount
    else {
      report(entry.line, entry.valueColumn, "expected the pushes and the moves, as in '12 29'")
      return nil
    }
    return Par(pushes: counts[0], moves: counts[1])
  }

  private mutating func proof(_ entry: LevelFileEntry) -> Proof? {
    let words = entry.value.lowercased().split(separator: " ")
    if words == ["optimal"] { return .optimal }
    if words.count == 2, words[0] == "bound", let bound = Int(words[1]),
      (0...LevelFileParser.largestCount).contains(bound)
    {
      return .bound(bound)
    }
    report(entry.line, entry.valueColumn, "expected 'optimal' or 'bound' and a number")
    return nil
  }

  private mutating func actions(of entry: LevelFileEntry) -> [Action]? {
    guard actionsLeft > 0 else {
      report(
        entry.line, entry.valueColumn,
        "the solutions before have \(LevelFile.mostActions) actions or more; no file may have more")
      return nil
    }
    do throws(LURDError) {
      let actions = try LURD.actions(in: entry.value)
      actionsLeft -= actions.count
      return actions
    } catch {
      report(entry.line, entry.valueColumn + error.offset, error.description)
      return nil
    }
  }

  private mutating func replay(_ entry: LevelFileEntry, in level: Level) -> [RecordedAction]? {
    guard let actions = actions(of: entry) else { return nil }
    do throws(ReplayError) {
      let attempt = try Attempt(level: level, replaying: actions)
      if attempt.isSolved { return attempt.history.actions }
      report(entry.line, entry.valueColumn, "the solution does not solve the level")
    } catch {
      switch error {
      case .refused(let index):
        report(entry.line, entry.valueColumn, "action \(index + 1) of the solution is a bump")
      case .noSuchCursor, .impossibleCheckpoint:
        preconditionFailure("A replay from the start has neither a cursor nor a checkpoint.")
      }
    }
    return nil
  }
}
