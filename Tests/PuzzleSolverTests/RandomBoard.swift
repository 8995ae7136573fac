import PuzzleRules
import TestKit

/// Draws small boards at random.
struct RandomBoard {
  private var generator: SeededGenerator
  private var rows: [[Terrain]] = []
  private var free: [Position] = []
  private var startable: [Position] = []

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Returns a board with `mechanics`, at most `width` by `height` inside its walls.
  mutating func next(_ mechanics: Mechanics, width: Int, height: Int) -> Level {
    while true {
      if let level = attempt(
        mechanics, width: Int.random(in: 3...width, using: &generator),
        height: Int.random(in: 2...height, using: &generator))
      {
        return level
      }
    }
  }

  private mutating func attempt(_ mechanics: Mechanics, width: Int, height: Int) -> Level? {
    carve(width: width, height: height)
    let crateCount = Int.random(in: 1...3, using: &generator)
    let goalCount = Int.random(in: 1...crateCount, using: &generator)
    let isColored = mechanics.symbols.contains("x")
    for index in 0..<goalCount {
      put(.goal(isColored ? RandomBoard.color(index) : nil), canStart: true)
    }
    for symbol in mechanics.symbols { put(symbol) }
    free = (free + startable).shuffled(using: &generator)
    guard free.count >= crateCount + 2 else { return nil }
    let crates = (0..<crateCount).map {
      Crate(free[$0 + 2], color: isColored ? RandomBoard.color($0) : nil)
    }
    return Level(
      rows: rows,
      start: PuzzleState(
        keeper: free[0], waitingKeeper: mechanics.symbols.contains("&") ? free[1] : nil,
        crates: crates))
  }

  private static func color(_ index: Int) -> CrateColor? { [.blue, nil, .yellow][index % 3] }

  private mutating func carve(width: Int, height: Int) {
    let walls = Double.random(in: 0...0.25, using: &generator)
    rows = Array(repeating: Array(repeating: .wall, count: width + 2), count: height + 2)
    free = []
    startable = []
    for row in 1...height {
      for column in 1...width where Double.random(in: 0..<1, using: &generator) >= walls {
        rows[row][column] = .floor
        free.append(Position(column: column, row: row))
      }
    }
    free.shuffle(using: &generator)
  }

  private mutating func put(_ terrain: Terrain, canStart: Bool) {
    guard let position = free.popLast() else { return }
    rows[position.row][position.column] = terrain
    if canStart { startable.append(position) }
  }

  private mutating func put(_ symbol: Character) {
    let count = Int.random(in: 1...2, using: &generator)
    for number in 1...count {
      switch symbol {
      case "o": put(.hole, canStart: false)
      case "~":
        put(.ice, canStart: true)
        put(.ice, canStart: true)
      case ">":
        put(.oneWay(Direction.allCases.randomElement(using: &generator) ?? .up), canStart: true)
      case "a":
        put(.plate(.a), canStart: true)
        put(.door(.a), canStart: false)
      case "1": putLift(number)
      case "k":
        put(.key, canStart: false)
        put(.lock, canStart: false)
      case "%": put(.plank, canStart: true)
      default: break
      }
    }
  }

  /// The pads of a lift are never neighbours.
  private mutating func putLift(_ number: Int) {
    guard let first = free.popLast(),
      let place = free.firstIndex(where: { second in
        Direction.allCases.allSatisfy { first.neighbor($0) != second }
      })
    else { return }
    for pad in [first, free.remove(at: place)] { rows[pad.row][pad.column] = .lift(number) }
  }
}
