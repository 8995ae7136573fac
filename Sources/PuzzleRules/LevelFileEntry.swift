/// A line of a level file.
struct LevelFileLine {
  let number: Int
  let scalars: [Unicode.Scalar]

  /// The columns the characters stand in, where they were written in another form.
  var columns: [Int]?

  var text: String { String(String.UnicodeScalarView(scalars)) }

  var isBlank: Bool { scalars.allSatisfy { $0 == " " } }

  var isComment: Bool { scalars.first == ";" }

  /// The index of the colon that ends a key, if the line begins with one.
  var indexOfColon: Int? {
    guard let colon = scalars.firstIndex(of: ":"), let first = scalars.first, first.isLetter,
      scalars[..<colon].allSatisfy({ $0.isLetter || $0.isDigit || $0 == "-" })
    else { return nil }
    return colon
  }

  /// Returns the column, from 1, of the character at `index`.
  func column(of index: Int) -> Int { columns.map { $0[index] } ?? index + 1 }

  /// Splits `text` at its line ends, be they LF or CRLF.
  static func lines(of text: String) -> [LevelFileLine] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().map { index, scalars in
        let end = scalars.lastIndex { $0 != "\r" }.map { scalars.index(after: $0) }
        return LevelFileLine(
          number: index + 1, scalars: Array(scalars[..<(end ?? scalars.startIndex)]))
      }
  }
}

/// A key of a level file with its value, and the rows below it if it begins a board.
struct LevelFileEntry {
  let line: Int
  let name: String
  let value: String
  let valueColumn: Int
  var rows: [LevelFileLine] = []

  /// The name in the form keys are compared in.
  var key: String { name.lowercased() }

  /// Creates the entry of a `Floor:` block.
  init(floor rows: [LevelFileLine]) {
    (line, name, value, valueColumn) = (0, "Floor", "", 1)
    self.rows = rows
  }

  init(_ line: LevelFileLine, colon: Int) {
    self.line = line.number
    name = String(String.UnicodeScalarView(line.scalars[..<colon]))
    let rest = line.scalars[(colon + 1)...]
    let start = rest.firstIndex { $0 != " " } ?? rest.endIndex
    let end = rest.lastIndex { $0 != " " }.map { $0 + 1 } ?? start
    value = String(String.UnicodeScalarView(rest[start..<end]))
    valueColumn = start + 1
  }
}

extension Array where Element == LevelFileEntry {
  /// Cuts the entries before each that has `key`; the first part has none of them.
  func split(beforeEach key: String) -> [ArraySlice<LevelFileEntry>] {
    let cuts = [startIndex] + indices.filter { self[$0].key == key } + [endIndex]
    return zip(cuts, cuts.dropFirst()).map { self[$0..<$1] }
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }

  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
