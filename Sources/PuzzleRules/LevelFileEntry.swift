/// A line of a level file.
struct LevelFileLine {
  let number: Int
  let scalars: [Unicode.Scalar]

  var isBlank: Bool { scalars.allSatisfy { $0 == " " } }

  var isComment: Bool { scalars.first == ";" }

  /// The index of the colon that ends a key, if the line begins with one.
  var indexOfColon: Int? {
    guard let colon = scalars.firstIndex(of: ":"), let first = scalars.first, first.isLetter,
      scalars[..<colon].allSatisfy({ $0.isLetter || $0.isDigit || $0 == "-" })
    else { return nil }
    return colon
  }

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

  /// Whether the value is a board on the lines below.
  var isBoard: Bool { key == "map" || key == "floor" }

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

extension Unicode.Scalar {
  fileprivate var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }

  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
