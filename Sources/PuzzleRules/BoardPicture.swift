/// The symbols of a `Map:` block as a rectangle; cells missing at the right are bare floor.
struct BoardPicture {
  /// The line of the `Map:` key.
  let line: Int

  /// The line of each row.
  let lines: [Int]

  let width: Int
  let height: Int
  private let cells: [[MapSymbol]]
  private let lengths: [Int]

  init(line: Int, lines: [Int], ragged rows: [[MapSymbol?]]) {
    self.line = line
    self.lines = lines
    let width = rows.map(\.count).max() ?? 0
    self.width = width
    height = rows.count
    lengths = rows.map(\.count)
    cells = rows.map { row in
      row.map { $0 ?? .bareFloor } + Array(repeating: .bareFloor, count: width - row.count)
    }
  }

  func symbol(at cell: Position) -> MapSymbol { cells[cell.row][cell.column] }

  /// Returns the cells whose symbol satisfies `matches`, in reading order.
  func positions(where matches: (MapSymbol) -> Bool) -> [Position] {
    (0..<height).flatMap { row in
      (0..<width).filter { matches(cells[row][$0]) }.map { Position(column: $0, row: row) }
    }
  }

  /// Whether `cell` or a neighbour lies beyond what was drawn.
  func touchesOutside(_ cell: Position) -> Bool {
    !isDrawn(cell) || Direction.allCases.contains { !isDrawn(cell.neighbor($0)) }
  }

  /// Returns the cells reachable from `starts` over symbols that satisfy `isFree`, nearest first.
  func region(from starts: [Position], over isFree: (MapSymbol) -> Bool) -> [Position] {
    var reached = starts
    var seen = Set(starts)
    var next = 0
    while next < reached.count {
      for direction in Direction.allCases {
        let cell = reached[next].neighbor(direction)
        guard (0..<height).contains(cell.row), (0..<width).contains(cell.column),
          isFree(symbol(at: cell)), seen.insert(cell).inserted
        else { continue }
        reached.append(cell)
      }
      next += 1
    }
    return reached
  }

  private func isDrawn(_ cell: Position) -> Bool {
    (0..<height).contains(cell.row) && cell.column >= 0 && cell.column < lengths[cell.row]
  }
}

extension MapSymbol {
  /// Floor with nothing on it, which is also what a missing cell counts as.
  static let bareFloor = MapSymbol(.floor, nil)

  var isBareFloor: Bool { terrain == .floor && object == nil }
}
