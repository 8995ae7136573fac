import CommandProgram
import PuzzleRules
import PuzzleSolver

/// What the solver found out about a level, on one line.
struct SolvedLine {
  /// The number of the level, or its place in the file where it has none.
  let number: Int
  let title: String
  let report: SolverReport

  init(_ level: Level, place: Int, _ report: SolverReport) {
    number = level.number ?? place
    title = level.title
    self.report = report
  }

  /// The solution as LURD, if there is one.
  var solution: String? { report.solution.map { LURD.text(of: $0.actions) } }

  /// A JSON object without line ends.
  var json: String {
    let fields: [(name: String, value: String)] = [
      ("level", String(number)), ("title", Self.quoted(title)), ("status", Self.quoted(status)),
      ("pushes", Self.text(report.solution?.pushes)), ("moves", Self.text(fewestMoves)),
      ("bound", Self.text(bound)), ("solution", solution.map(Self.quoted) ?? "null"),
      ("seconds", seconds), ("nodes", String(report.nodes)),
    ]
    return "{" + fields.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}"
  }

  /// The names of the columns of `row`.
  static let heading = row([
    "level", "status", "pushes", "moves", "bound", "seconds", "nodes", "title",
  ])

  /// A row of a table.
  var row: String {
    Self.row([
      String(number), status, report.solution.map { String($0.pushes) } ?? "-",
      fewestMoves.map(String.init) ?? "-", bound.map(String.init) ?? "-", seconds,
      String(report.nodes), title.escaped,
    ])
  }

  private var status: String {
    switch report.outcome {
    case .optimal: "optimal"
    case .bound: "bound"
    case .unsolvable: "unsolvable"
    case .unknown: "unknown"
    }
  }

  /// The fewest moves with so few pushes, where that is proven.
  private var fewestMoves: Int? {
    guard case .optimal(_, let moves) = report.outcome else { return nil }
    return moves
  }

  /// The pushes every solution needs at least; meaningless where there is none.
  private var bound: Int? {
    switch report.outcome {
    case .optimal(let solution, _): solution.pushes
    case .bound, .unknown: report.lowerBound
    case .unsolvable: nil
    }
  }

  /// The time in seconds, to the millisecond.
  private var seconds: String {
    let milliseconds = report.elapsed / .milliseconds(1)
    let whole = Int(milliseconds.rounded())
    let rest = String(whole % 1000)
    return "\(whole / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  private static let widths = [5, 10, 6, 6, 6, 9, 11]

  private static func row(_ columns: [String]) -> String {
    let cells = columns.enumerated().map { index, text in
      guard index < widths.count else { return text }
      let space = String(repeating: " ", count: max(0, widths[index] - text.count))
      return index == 1 ? text + space : space + text
    }
    var row = cells.joined(separator: "  ")
    while row.last == " " { row.removeLast() }
    return row
  }

  private static func text(_ number: Int?) -> String { number.map(String.init) ?? "null" }

  /// The text as JSON, with what could do something to a terminal as escapes.
  private static func quoted(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      if character == "\"" || character == "\\" { escaped += "\\" }
      escaped.unicodeScalars.append(character)
    }
    return "\"" + escaped.escapedJSON + "\""
  }
}
