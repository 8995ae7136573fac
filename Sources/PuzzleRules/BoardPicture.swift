/// The symbols of a `Map:` block as a rectangle; cells missing at the right are bare floor.
struct BoardPicture {
  /// The line of the `Map:` key.
  let line: Int

  /// Where each row was read.
  let rows: [LevelFileLine]

  let width: Int
  let height: Int
  private var cells: [[MapSymbol]]
  private let lengths: [Int]

  /// The lines that tell the terrain of cells where `rows` do not.
  private var floorLines: [Position: Int] = [:]

  init(line: Int, rows: [LevelFileLine], ragged symbols: [[MapSymbol?]]) {
    self.line = line
    self.rows = rows
    let width = symbols.map(\.count).max() ?? 0
    self.width = width
    height = symbols.count
    lengths = symbols.map(\.count)
    cells = symbols.map { row in
      row.map { $0 ?? .unknown } + Array(repeating: .bareFloor, count: width - row.count)
    }
  }

  /// Sets what the object at `cell` stands on, as told on `line`.
  mutating func setTerrain(_ terrain: Terrain, at cell: Position, line: Int) {
    cells[cell.row][cell.column] = MapSymbol(terrain, symbol(at: cell).object)
    floorLines[cell] = line
  }

  /// Returns the line that tells the terrain at `cell`.
  func lineOfTerrain(at cell: Position) -> Int { floorLines[cell] ?? rows[cell.row].number }

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
  ///
  /// `passage` tells where else than to its neighbours a cell leads.
  func region(
    from starts: [Position], passage: (Position) -> Position? = { _ in nil },
    over isFree: (MapSymbol) -> Bool
  ) -> [Position] {
    var reached = starts
    var seen = Set(starts)
    var next = 0
    while next < reached.count {
      let neighbors = Direction.allCases.map { reached[next].neighbor($0) }
      for cell in neighbors + (passage(reached[next]).map { [$0] } ?? []) {
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

  /// A character without meaning, which lets nothing through so that no more is said than needs be.
  static let unknown = MapSymbol(.wall, nil)

  var isBareFloor: Bool { terrain == .floor && object == nil }
}
