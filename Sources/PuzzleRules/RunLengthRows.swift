/// The rows of a board that one line of a community file holds: itself, or what its run-length form
/// stands for, as in `4#|#@2-#|4#`.
struct RunLengthRows {
  /// The rows, in symbols of level files.
  private(set) var rows: [LevelFileLine] = []

  private let line: LevelFileLine
  private var row: [Unicode.Scalar] = []
  private var columns: [Int] = []

  /// The characters and groups read, repetitions included; no board needs more than `mostReads`.
  private var reads = 0
  private static let mostReads = 5_000

  /// Creates the rows of `line`, or `nil` if it does not look like a part of a board.
  ///
  /// A board begins with a row that has a wall in it. What begins and ends with a wall is a row
  /// whatever is between, so that a wrong symbol is told and not taken for the end of the board.
  init?(_ line: LevelFileLine, isInBoard: Bool) {
    self.line = line
    let characters = line.scalars.filter { $0 != " " }
    let isWalled = characters.count > 2 && characters.first == "#" && characters.last == "#"
    let isDrawn = characters.allSatisfy(RunLengthRows.mayOccur)
    guard isWalled || isDrawn && (isInBoard || characters.contains("#")) else { return nil }
    guard characters.contains(where: { ("0"..."9").contains($0) || $0 == "|" }) else {
      rows = [LevelFileLine(number: line.number, scalars: line.scalars.map(Self.symbol))]
      return
    }
    var index = 0
    read(&index, depth: 0)
    if !row.isEmpty { endRow() }
    guard !rows.isEmpty else { return nil }
  }

  /// Reads up to the end of the line or of a group.
  private mutating func read(_ index: inout Int, depth: Int) {
    while index < line.scalars.count, reads < Self.mostReads {
      reads += 1
      var count = 0
      while index < line.scalars.count, let digit = Self.digit(line.scalars[index]) {
        count = min(Level.maximumSide + 1, count * 10 + digit)
        index += 1
      }
      guard index < line.scalars.count else { return }
      let character = line.scalars[index]
      index += 1
      switch character {
      case ")" where depth > 0: return
      case "(" where depth < 4:
        let start = index
        for _ in 0..<max(1, count) {
          index = start
          read(&index, depth: depth + 1)
        }
      case "|":
        for _ in 0..<max(1, count) { endRow() }
      case let character:
        append(Self.symbol(character), times: max(1, count), column: index)
      }
    }
  }

  /// Nothing grows beyond what is too large for a board anyway.
  private mutating func append(_ symbol: Unicode.Scalar, times: Int, column: Int) {
    let count = min(times, Level.maximumSide + 1 - row.count)
    guard count > 0 else { return }
    row += Array(repeating: symbol, count: count)
    columns += Array(repeating: column, count: count)
  }

  private mutating func endRow() {
    guard rows.count <= Level.maximumSide else { return }
    rows.append(LevelFileLine(number: line.number, scalars: row, columns: columns))
    (row, columns) = ([], [])
  }

  private static func digit(_ character: Unicode.Scalar) -> Int? {
    guard ("0"..."9").contains(character) else { return nil }
    return Int(character.value - ("0" as Unicode.Scalar).value)
  }

  private static func mayOccur(_ character: Unicode.Scalar) -> Bool {
    switch character {
    case "#", "@", "+", "$", "*", ".", "-", "_", "p", "P", "b", "B": true
    case "0"..."9", "|", "(", ")": true
    default: false
    }
  }

  /// The symbol of level files for one of the community's.
  private static func symbol(_ character: Unicode.Scalar) -> Unicode.Scalar {
    switch character {
    case "p": "@"
    case "P": "+"
    case "b": "$"
    case "B": "*"
    default: character
    }
  }
}
