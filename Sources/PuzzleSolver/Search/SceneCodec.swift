/// Writes scenes as short rows of bytes: equal rows are equal scenes.
///
/// A row holds the changes, two bits each, then the stance, then the crates, each colour in reading
/// order and vanished crates last; a cell takes one byte on boards of up to 255 cells, else two.
final class SceneCodec {
  /// The bytes of a row.
  let rowLength: Int

  /// The row written or to be read.
  let row: FlatBuffer<UInt8>

  private let board: CompactBoard
  private let changeBytes: Int
  private let width: Int
  private let vanished: Int
  private let firstCrate: Int
  private let cells: FlatBuffer<Int>

  init(_ board: CompactBoard) {
    self.board = board
    changeBytes = (board.specials.count + 3) / 4
    width = board.cellCount <= 255 ? 1 : 2
    vanished = width == 1 ? 255 : 65535
    firstCrate = changeBytes + (board.features.hasTwoKeepers ? 2 * width : width)
    rowLength = firstCrate + board.crateCells.count * width
    row = FlatBuffer(repeating: 0, count: rowLength)
    cells = FlatBuffer(repeating: 0, count: board.crateCells.count)
  }

  /// Writes a scene with the keepers on two cells, the second being -1 if there is none.
  func write(_ scene: Scene, keepers: (Int, Int)) {
    for index in 0..<changeBytes { row[index] = 0 }
    for special in 0..<scene.changes.count where scene.changes[special] > 0 {
      row[special >> 2] |= scene.changes[special] << UInt8(2 * (special & 3))
    }
    store(keepers.0, at: changeBytes)
    if keepers.1 >= 0 { store(keepers.1, at: changeBytes + width) }
    let colors = board.crateColors
    for crate in 0..<cells.count {
      let cell = scene.crateCell[crate] < 0 ? vanished : Int(scene.crateCell[crate])
      var place = crate
      while place > 0, cells[place - 1] > cell, colors[place - 1] == colors[crate] {
        cells[place] = cells[place - 1]
        place -= 1
      }
      cells[place] = cell
    }
    for crate in 0..<cells.count { store(cells[crate], at: firstCrate + crate * width) }
  }

  /// Turns `scene` into the one of the row.
  func read(into scene: Scene) {
    scene.clear()
    for special in 0..<scene.changes.count {
      let count = (row[special >> 2] >> UInt8(2 * (special & 3))) & 3
      if count > 0 { scene.set(special: special, changes: count) }
    }
    for crate in 0..<cells.count {
      let cell = load(at: firstCrate + crate * width)
      if cell != vanished { scene.place(crate: crate, on: cell) }
    }
    scene.set(
      keeper: load(at: changeBytes),
      other: board.features.hasTwoKeepers ? load(at: changeBytes + width) : -1)
  }

  @inline(__always)
  private func store(_ value: Int, at index: Int) {
    row[index] = UInt8(truncatingIfNeeded: value)
    if width == 2 { row[index + 1] = UInt8(truncatingIfNeeded: value >> 8) }
  }

  @inline(__always)
  private func load(at index: Int) -> Int {
    width == 1 ? Int(row[index]) : Int(row[index]) | Int(row[index + 1]) << 8
  }
}
