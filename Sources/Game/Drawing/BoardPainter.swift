import PuzzleRules
import Screen

/// Draws boards: two columns a cell where they fit, else one, else the part around the keeper.
struct BoardPainter {
  /// How a board is fitted into an area.
  struct Fit: Hashable, Sendable {
    /// The columns of a cell: 1 or 2.
    let cellWidth: Int
    /// Whether only a part of the board fits.
    let scrolls: Bool

    /// Chooses the fit for a board of `width` by `height` cells in `columns` by `rows`.
    init(width: Int, height: Int, columns: Int, rows: Int) {
      cellWidth = width * 2 <= columns ? 2 : 1
      scrolls = height > rows || width * cellWidth > columns
    }
  }

  let level: Level
  let state: PuzzleState
  let glyphs: GlyphSet

  /// Draws the board in the middle of `area`.
  func paint(on canvas: inout Canvas, in area: Area) {
    guard area.columns > 0, area.rows > 0 else { return }
    let fit = Fit(
      width: level.width, height: level.height, columns: area.columns, rows: area.rows)
    let shownColumns = min(level.width, area.columns / fit.cellWidth)
    let shownRows = min(level.height, area.rows)
    let firstColumn = Self.start(
      around: state.keeper.column, showing: shownColumns, of: level.width)
    let firstRow = Self.start(around: state.keeper.row, showing: shownRows, of: level.height)
    let left = area.column + (area.columns - shownColumns * fit.cellWidth) / 2
    let top = area.row + (area.rows - shownRows) / 2
    for row in 0..<shownRows {
      for column in 0..<shownColumns {
        let tile = tile(at: Position(column: firstColumn + column, row: firstRow + row))
        let text = fit.cellWidth == 2 ? String([tile.left, tile.right]) : String(tile.narrow)
        canvas.text(
          text, column: left + column * fit.cellWidth, row: top + row, style: tile.style)
      }
    }
  }

  /// Returns the picture of one cell.
  func tile(at position: Position) -> Tile {
    Tile(ground(at: position), object(at: position), glyphs: glyphs)
  }

  private func ground(at position: Position) -> Tile.Ground {
    switch level.terrain(at: position) {
    case .outside: .outside
    case .wall: .wall
    case .floor: .floor
    case .goal(nil): .goal
    case .goal(let color?): .coloredGoal(Tile.Hue(color))
    case .hole: state.filledHoles.contains(position) ? .filledHole : .hole
    case .ice: .ice
    case .oneWay(let direction): .oneWay(direction)
    case .plate(let group): .plate(Tile.Mark(group))
    case .door(let group):
      level.isDoorOpen(at: position, in: state)
        ? .openDoor(Tile.Mark(group)) : .shutDoor(Tile.Mark(group))
    case .lift(let number): .lift(number)
    case .key: state.takenKeys.contains(position) ? .floor : .key
    case .lock: state.openedLocks.contains(position) ? .floor : .lock
    case .plank:
      !state.brokenPlanks.contains(position)
        ? .plank : state.filledHoles.contains(position) ? .filledHole : .hole
    }
  }

  private func object(at position: Position) -> Tile.Object? {
    if let crate = state.crate(at: position) {
      return crate.color.map { .coloredCrate(Tile.Hue($0)) } ?? .crate
    }
    if state.keeper == position {
      return .keeper(number: state.activeKeeper, isMarked: state.waitingKeeper != nil)
    }
    if state.waitingKeeper == position { return .keeper(number: 3 - state.activeKeeper) }
    return nil
  }

  /// Returns the first line to show so that `center` is in the middle as far as the edges allow.
  private static func start(around center: Int, showing shown: Int, of total: Int) -> Int {
    max(0, min(center - shown / 2, total - shown))
  }
}
