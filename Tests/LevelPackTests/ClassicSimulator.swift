import PuzzleRules

/// The classic rules written a second time, on a grid of characters, to check `step` against.
struct ClassicSimulator {
  private var grid: [[Character]]
  private(set) var moves = 0
  private(set) var pushes = 0

  /// Creates a simulation of a board drawn in file symbols.
  init(_ picture: String) {
    grid = picture.split(separator: "\n").map { Array($0) }
  }

  var picture: String { grid.map { String($0) }.joined(separator: "\n") }

  var isSolved: Bool { !picture.contains { $0 == "." || $0 == "+" } }

  /// Plays one letter of either case; returns the letter to record, or `nil` for a bump.
  mutating func play(_ letter: Character) -> Character? {
    let (right, down) =
      switch letter.lowercased() {
      case "l": (-1, 0)
      case "r": (1, 0)
      case "u": (0, -1)
      default: (0, 1)
      }
    guard let (x, y) = keeper else { return nil }
    var letter = Character(letter.lowercased())
    if "$*".contains(grid[y + down][x + right]) {
      guard "-.".contains(grid[y + 2 * down][x + 2 * right]) else { return nil }
      grid[y + down][x + right] = grid[y + down][x + right] == "*" ? "." : "-"
      grid[y + 2 * down][x + 2 * right] = grid[y + 2 * down][x + 2 * right] == "." ? "*" : "$"
      letter = Character(letter.uppercased())
      pushes += 1
    }
    guard "-.".contains(grid[y + down][x + right]) else { return nil }
    grid[y][x] = grid[y][x] == "+" ? "." : "-"
    grid[y + down][x + right] = grid[y + down][x + right] == "." ? "+" : "@"
    moves += 1
    return letter
  }

  private var keeper: (Int, Int)? {
    for (y, row) in grid.enumerated() {
      if let x = row.firstIndex(where: { "@+".contains($0) }) { return (x, y) }
    }
    return nil
  }
}
