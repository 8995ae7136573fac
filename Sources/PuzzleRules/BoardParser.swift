/// Turns the rows of `Map:` and `Floor:` into a level without notes.
struct BoardParser {
  /// A mistake, still without the name of the file.
  struct Issue {
    let line: Int
    let column: Int
    let message: String
  }

  /// The mistakes found so far.
  private(set) var issues: [Issue] = []

  /// The `Floor:` block, if there is one.
  var floor: LevelFileEntry?

  /// Returns the level drawn by `map`, or `nil` if there are mistakes.
  mutating func parse(_ map: LevelFileEntry) -> Level? {
    let picture = readPicture(map)
    if let floor { check(floor, against: picture) }
    guard issues.isEmpty, let keeper = keeper(of: picture) else { return nil }
    requireGoal(in: picture)
    requireClosedRoom(around: keeper, in: picture)
    guard issues.isEmpty else { return nil }
    return makeLevel(from: picture, keeper: keeper)
  }

  private mutating func readPicture(_ map: LevelFileEntry) -> BoardPicture {
    if map.rows.isEmpty { report(map.line, 1, "the map has no rows") }
    if map.rows.count > Level.maximumSide {
      report(
        map.rows[Level.maximumSide].number, 1, "more than \(Level.maximumSide) rows")
    }
    let rows = map.rows.prefix(Level.maximumSide)
    let cells = rows.map { row in
      if row.scalars.count > Level.maximumSide {
        report(row.number, Level.maximumSide + 1, "more than \(Level.maximumSide) columns")
      }
      return row.scalars.prefix(Level.maximumSide).enumerated().map { column, character in
        symbol(character, line: row.number, column: column + 1)
      }
    }
    return BoardPicture(line: map.line, lines: rows.map(\.number), ragged: cells)
  }

  private mutating func symbol(_ character: Unicode.Scalar, line: Int, column: Int) -> MapSymbol? {
    if let symbol = MapSymbol(character) { return symbol }
    if character == "\t" { return nil }
    if let mechanic = MapSymbol.nameOfLaterMechanic(character) {
      report(line, column, "'\(character)' (\(mechanic)) is not supported yet")
    } else {
      report(line, column, "unknown symbol '\(character.escaped(asASCII: false))'")
    }
    return nil
  }

  /// Where an object stands, `floor` tells the terrain; elsewhere it must repeat the map.
  private mutating func check(_ floor: LevelFileEntry, against picture: BoardPicture) {
    guard floor.rows.count == picture.height else {
      report(floor.line, 1, "the floor has \(floor.rows.count) rows; the map has \(picture.height)")
      return
    }
    for (row, line) in floor.rows.enumerated() {
      if line.scalars.count > picture.width {
        report(line.number, picture.width + 1, "the floor is wider than the map")
      }
      for column in 0..<picture.width {
        let character = column < line.scalars.count ? line.scalars[column] : " "
        guard let below = symbol(character, line: line.number, column: column + 1) else { continue }
        let cell = Position(column: column, row: row)
        let above = picture.symbol(at: cell)
        if below.object != nil {
          report(line.number, column + 1, "the floor shows terrain only, not '\(character)'")
        } else if below.terrain != above.terrain {
          report(line.number, column + 1, "the floor differs from the map here")
        }
      }
    }
  }

  private mutating func keeper(of picture: BoardPicture) -> Position? {
    let keepers = picture.positions { $0.object == .keeper }
    for extra in keepers.dropFirst() {
      report(extra, in: picture, "a second keeper")
    }
    if keepers.isEmpty { report(picture.line, 1, "the map has no keeper '@'") }
    return keepers.first
  }

  private mutating func requireGoal(in picture: BoardPicture) {
    guard picture.positions(where: { $0.terrain == .goal }).isEmpty else { return }
    report(picture.line, 1, "the map has no goal '.'")
  }

  private mutating func requireClosedRoom(around keeper: Position, in picture: BoardPicture) {
    let room = picture.region(from: [keeper]) { $0.terrain != .wall }
    guard let gap = room.first(where: picture.touchesOutside) else { return }
    report(gap, in: picture, "the room is open here; walls must close it")
  }

  private func makeLevel(from picture: BoardPicture, keeper: Position) -> Level {
    let border = picture.positions { $0.isBareFloor }.filter(picture.touchesOutside)
    let outside = Set(picture.region(from: border) { $0.isBareFloor })
    let inside = picture.positions { _ in true }.filter { !outside.contains($0) }
    let columns = inside.map(\.column)
    let rows = inside.map(\.row)
    let (left, right) = (columns.min() ?? 0, columns.max() ?? 0)
    let (top, bottom) = (rows.min() ?? 0, rows.max() ?? 0)

    func moved(_ cell: Position) -> Position {
      Position(column: cell.column - left, row: cell.row - top)
    }
    let terrain = (top...bottom).map { row in
      (left...right).map { column in
        let cell = Position(column: column, row: row)
        return outside.contains(cell) ? .outside : picture.symbol(at: cell).terrain
      }
    }
    let crates = picture.positions { $0.object == .crate }.map(moved)
    return Level(rows: terrain, start: PuzzleState(keeper: moved(keeper), crates: crates))
  }

  private mutating func report(_ cell: Position, in picture: BoardPicture, _ message: String) {
    report(picture.lines[cell.row], cell.column + 1, message)
  }

  private mutating func report(_ line: Int, _ column: Int, _ message: String) {
    issues.append(Issue(line: line, column: column, message: message))
  }
}
