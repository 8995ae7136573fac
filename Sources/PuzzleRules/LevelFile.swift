/// A `.holds` file: what it says about the collection, and the levels (game.md 3.1).
package struct LevelFile: Hashable, Sendable {
  /// The largest file accepted, in bytes.
  package static let maximumBytes = 1 << 20

  /// About how many actions all solutions of a file may have, so that none takes long to replay.
  static let mostActions = 2_000_000

  /// The name of the collection; empty if it has none.
  package var collection = ""

  /// Who made the levels.
  package var author = ""

  /// What others may do with them.
  package var license = ""

  /// The keys of the collection this version does not know, as written and in their order.
  package var otherKeys: [LevelKey] = []

  /// The levels, in the order of the file.
  package var levels: [Level] = []

  /// Creates an empty collection.
  package init() {}

  /// Creates a collection from `bytes` of UTF-8; `name` is the file name for messages.
  package init(parsing bytes: [UInt8], name: String) throws(LevelFileError) {
    guard bytes.count <= LevelFile.maximumBytes else {
      throw LevelFileError(
        file: name, line: 1, column: 1,
        message: "the file has \(bytes.count) bytes; at most \(LevelFile.maximumBytes) are allowed")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let place = LevelFile.firstInvalidPlace(in: bytes)
      throw LevelFileError(
        file: name, line: place.line, column: place.column, message: "the text is not UTF-8")
    }
    try self.init(parsing: text, name: name)
  }

  /// Creates a collection from `text`; `name` is the file name for messages.
  package init(parsing text: String, name: String) throws(LevelFileError) {
    guard text.utf8.count <= LevelFile.maximumBytes else {
      try self.init(parsing: Array(text.utf8), name: name)
      return
    }
    var parser = LevelFileParser(name: name)
    self = try parser.parse(text)
  }

  /// Creates a collection from a file in any format: `.holds` if it says so, else one of the
  /// community's, in UTF-8 or Latin-1 (game.md 3.2); `name` is the file name for messages.
  package init(importing bytes: [UInt8], name: String) throws(LevelFileError) {
    let text =
      String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    guard bytes.count <= LevelFile.maximumBytes, !LevelFile.isHolds(text) else {
      try self.init(parsing: bytes, name: name)
      return
    }
    var parser = CommunityFileParser(name: name)
    self = try parser.parse(text)
  }

  /// Whether the file claims to be one of ours, of whatever version.
  private static func isHolds(_ text: String) -> Bool {
    LevelFileLine.lines(of: text).contains { line in
      line.indexOfColon.map { LevelFileEntry(line, colon: $0).key } == "format"
    }
  }

  private static func firstInvalidPlace(in bytes: [UInt8]) -> (line: Int, column: Int) {
    var place = (line: 1, column: 1)
    var decoder = Unicode.UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      place = scalar == "\n" ? (place.line + 1, 1) : (place.line, place.column + 1)
    }
    return place
  }
}
