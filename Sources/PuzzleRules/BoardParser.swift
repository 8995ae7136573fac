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

  /// Whether there must be a goal, as there must in a level.
  private let isPuzzle: Bool

  init(isPuzzle: Bool = true) { self.isPuzzle = isPuzzle }

  /// Returns the level drawn by `rows` below `line`, or `nil` if there are mistakes.
  mutating func parse(_ rows: [LevelFileLine], below line: Int) -> Level? {
    guard var picture = readPicture(rows, below: line) else { return nil }
    if let floor { read(floor, into: &picture) }
    let keepers = keepers(of: picture)
    if isPuzzle { requireGoal(in: picture) }
    requireFreeStarts(in: picture)
    let lifts = lifts(of: picture)
    requireClosedRoom(around: keepers, joinedBy: lifts, in: picture)
    guard issues.isEmpty, let keeper = keepers.first else { return nil }
    return makeLevel(from: picture, keeper: keeper, other: keepers.dropFirst().first)
  }

  private mutating func readPicture(_ rows: [LevelFileLine], below line: Int) -> BoardPicture? {
    let side = Level.maximumSide
    if rows.isEmpty { report(line, 1, "the map has no rows") }
    if rows.count > side { report(rows[side].number, 1, "more than \(side) rows") }
    for row in rows.prefix(side) where row.scalars.count > side {
      report(row.number, row.column(of: side), "more than \(side) columns")
    }
    guard issues.isEmpty else { return nil }
    let cells = rows.map { row in
      row.scalars.enumerated().map { index, character in
        symbol(character, line: row.number, column: row.column(of: index))
      }
    }
    return BoardPicture(line: line, rows: rows, ragged: cells)
  }

  private mutating func symbol(_ character: Unicode.Scalar, line: Int, column: Int) -> MapSymbol? {
    if let symbol = MapSymbol(character) { return symbol }
    if character == "\t" { return nil }
    report(line, column, "unknown symbol '\(character.escaped(asASCII: false))'")
    return nil
  }

  /// Where an object stands, `floor` tells the terrain; elsewhere it must repeat the map.
  private mutating func read(_ floor: LevelFileEntry, into picture: inout BoardPicture) {
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
        if below == above { continue }
        if below.object != nil {
          report(line.number, column + 1, "the floor shows terrain only, not '\(character)'")
        } else if !above.tellsTerrain {
          picture.setTerrain(below.terrain, at: cell, line: line.number)
        } else if below.terrain != above.terrain {
          report(line.number, column + 1, "the floor differs from the map here")
        }
      }
    }
  }

  /// The first keeper and, if there is one, the second.
  private mutating func keepers(of picture: BoardPicture) -> [Position] {
    let symbols: [(number: Int, symbol: Character)] = [(1, "@"), (2, "&")]
    return symbols.flatMap { number, symbol in
      let keepers = picture.positions { $0.object == .keeper(number: number) }
      for extra in keepers.dropFirst() {
        report(extra, in: picture, "another keeper '\(symbol)'; one is allowed")
      }
      if keepers.isEmpty, number == 1 { report(picture.line, 1, "the map has no keeper '@'") }
      return keepers.prefix(1)
    }
  }

  private mutating func requireGoal(in picture: BoardPicture) {
    guard picture.positions(where: { $0.terrain.isGoal }).isEmpty else { return }
    report(picture.line, 1, "the map has no goal '.'")
  }

  private mutating func requireFreeStarts(in picture: BoardPicture) {
    for cell in picture.positions(where: { $0.object != nil }) {
      let symbol = picture.symbol(at: cell)
      switch symbol.terrain {
      case .outside, .wall, .hole, .door, .lock:
        report(
          picture.lineOfTerrain(at: cell), cell.column + 1,
          "\(symbol.object?.name ?? "nothing") cannot start on \(symbol.terrain.name)")
      case .floor, .goal, .ice, .oneWay, .plate, .lift, .key, .plank: break
      }
    }
  }

  /// The other pad of each pad that has one.
  private mutating func lifts(of picture: BoardPicture) -> [Position: Position] {
    var partners: [Position: Position] = [:]
    for number in 1...Level.mostLifts {
      let pads = picture.positions { $0.terrain == .lift(number) }
      for extra in pads.dropFirst(2) {
        reportTerrain(extra, in: picture, "lift \(number) has more than two pads")
      }
      guard let first = pads.first else { continue }
      guard pads.count >= 2 else {
        reportTerrain(first, in: picture, "lift \(number) has a single pad; it needs two")
        continue
      }
      if Direction.allCases.contains(where: { first.neighbor($0) == pads[1] }) {
        reportTerrain(pads[1], in: picture, "the pads of lift \(number) are neighbours")
      }
      partners[first] = pads[1]
      partners[pads[1]] = first
    }
    return partners
  }

  private mutating func requireClosedRoom(
    around keepers: [Position], joinedBy lifts: [Position: Position], in picture: BoardPicture
  ) {
    let room = picture.region(from: keepers, passage: { lifts[$0] }) { $0.terrain != .wall }
    guard let gap = room.first(where: picture.touchesOutside) else { return }
    report(gap, in: picture, "the room is open here; walls must close it")
  }

  private func makeLevel(
    from picture: BoardPicture, keeper: Position, other: Position?
  ) -> Level {
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
    let crates = picture.positions { $0.object != nil }.compactMap { cell in
      guard case .crate(let color) = picture.symbol(at: cell).object else { return nil as Crate? }
      return Crate(moved(cell), color: color)
    }
    return Level(
      rows: terrain,
      start: PuzzleState(
        keeper: moved(keeper), waitingKeeper: other.map(moved), crates: crates))
  }

  private mutating func reportTerrain(
    _ cell: Position, in picture: BoardPicture, _ message: String
  ) {
    report(picture.lineOfTerrain(at: cell), cell.column + 1, message)
  }

  private mutating func report(_ cell: Position, in picture: BoardPicture, _ message: String) {
    let row = picture.rows[cell.row]
    report(row.number, row.column(of: cell.column), message)
  }

  private mutating func report(_ line: Int, _ column: Int, _ message: String) {
    issues.append(Issue(line: line, column: column, message: message))
  }
}
