extension Level {
  /// Creates a level without notes from the rows of `Map:` and, where objects stand on terrain that
  /// their symbols do not tell, of `Floor:`; `nil` if there are mistakes.
  ///
  /// A goal is not asked for.
  package init?(map: [String], floor: [String]? = nil) {
    func lines(_ rows: [String]) -> [LevelFileLine] {
      rows.enumerated().map { LevelFileLine(number: $0 + 1, scalars: Array($1.unicodeScalars)) }
    }
    var parser = BoardParser(isPuzzle: false)
    parser.floor = floor.map { LevelFileEntry(floor: lines($0)) }
    guard let level = parser.parse(lines(map), below: 0) else { return nil }
    self = level
  }
}
