/// A game played on paper: a board, the keys pressed, and what must come of them.
///
/// Files of them are written like level files, each block beginning with `Vector:`.
package struct RuleVector: Hashable, Sendable {
  /// What it is called.
  package let name: String

  private let level: Level?
  private let mistakes: [String]
  private let values: [String: String]
  private let boards: [String: [String]]

  /// Reads the vectors of `text`; throws if there are none, naming the file.
  package static func all(
    in text: String, file: String
  ) throws(LevelFileError) -> [RuleVector] {
    var reader = LevelFileEntryReader(boards: ["map", "floor", "result", "terrain"])
    let entries = reader.entries(in: text)
    guard reader.issues.isEmpty else {
      throw LevelFileError(
        issues: reader.issues.map {
          .init(file: file, line: $0.line, column: $0.column, message: $0.message)
        })
    }
    let vectors = entries.split(beforeEach: "vector").dropFirst().map(RuleVector.init)
    guard !vectors.isEmpty else {
      throw LevelFileError(
        file: file, line: 1, column: 1, message: "there is no 'Vector:' in this file")
    }
    return vectors
  }

  private init(_ entries: ArraySlice<LevelFileEntry>) {
    name = entries.first?.value ?? ""
    values = Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    boards = Dictionary(
      entries.filter { !$0.rows.isEmpty }.map { entry in
        (entry.key, entry.rows.map(\.text))
      }, uniquingKeysWith: { first, _ in first })
    var parser = BoardParser(isPuzzle: false)
    parser.floor = entries.first { $0.key == "floor" }
    level = entries.first { $0.key == "map" }.flatMap {
      parser.parse($0.rows, below: $0.line)
    }
    mistakes = parser.issues.map { "line \($0.line), column \($0.column): \($0.message)" }
  }

  /// What differs from what must be, each as a clause; empty if all is as it must be.
  package var failures: [String] {
    guard let level else { return mistakes.isEmpty ? ["there is no 'Map:'"] : mistakes }
    guard let actions = try? LURD.actions(in: values["input"] ?? "") else {
      return ["the input is not LURD"]
    }
    var attempt = Attempt(level: level)
    for action in actions { _ = attempt.perform(action) }
    let actual: [(key: String, value: String)] = [
      ("applied", LURD.text(of: attempt.history.applied)), ("moves", String(attempt.moves)),
      ("pushes", String(attempt.pushes)), ("keys", String(attempt.state.keysInHand)),
      ("active", String(attempt.state.activeKeeper)), ("solved", attempt.isSolved ? "yes" : "no"),
    ]
    let pictures = [
      ("result", level.picture(of: attempt.state), boards["result"]),
      (
        "terrain", level.terrainPicture(of: attempt.state),
        boards["terrain"].map(RuleVector.withoutObjects)
      ),
    ]
    return actual.compactMap { key, value in
      guard let expected = values[key], expected != value else { return nil }
      return "\(key) is '\(value)', not '\(expected)'"
    }
      + pictures.compactMap { key, rows, expected in
        guard let expected, RuleVector.trimmed(expected) != RuleVector.trimmed(rows) else {
          return nil
        }
        return "\(key) is\n" + rows.joined(separator: "\n")
      }
  }

  /// The rows with objects taken for what their symbols tell of the terrain, as in `Floor:`.
  private static func withoutObjects(_ rows: [String]) -> [String] {
    rows.map { row in
      String(
        row.unicodeScalars.map { MapSymbol($0)?.terrain.symbol ?? Character($0) })
    }
  }

  /// The rows with `-` for all floor and outside, less what is empty around the board.
  private static func trimmed(_ rows: [String]) -> [[Character]] {
    let width = rows.map(\.count).max() ?? 0
    let cells = rows.map { row in
      row.map { $0 == " " || $0 == "_" ? "-" : $0 }
        + Array(repeating: "-" as Character, count: width - row.count)
    }
    let filled = cells.indices.filter { row in cells[row].contains { $0 != "-" } }
    let columns = (0..<width).filter { column in cells.contains { $0[column] != "-" } }
    guard let top = filled.first, let bottom = filled.last, let left = columns.first,
      let right = columns.last
    else { return [] }
    return cells[top...bottom].map { Array($0[left...right]) }
  }
}
