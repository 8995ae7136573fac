import PuzzleRules

/// What is the same of all levels that differ only in how they are turned and mirrored and in the
/// names of doors, lifts, colours and keepers (game.md 5.2, Q5).
struct CanonicalForm: Hashable, Sendable, Comparable {
  /// What stands in the way of two levels being one.
  enum Scope: Sendable {
    case everything
    /// Special cells count as floor, crates and goals have no colour, there is one keeper.
    case coreOnly
  }

  /// Width, height and cells of the smallest of the eight pictures.
  private let bytes: [UInt8]

  init(_ level: Level, scope: Scope = .everything) {
    var board = Blueprint(level)
    if scope == .coreOnly { board.dropSpecials() }
    bytes =
      Symmetry.all.map { CanonicalForm.bytes(of: $0.apply(board)) }
      .min { $0.lexicographicallyPrecedes($1) } ?? []
  }

  static func < (left: CanonicalForm, right: CanonicalForm) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  private static func bytes(of board: Blueprint) -> [UInt8] {
    var names = Names()
    let crates = Dictionary(
      board.crates.map { ($0.position, $0.color) }, uniquingKeysWith: { first, _ in first })
    return [UInt8(board.width), UInt8(board.height)]
      + board.positions.flatMap { cell -> [UInt8] in
        let terrain = names.renamed(board[cell]).symbol.asciiValue ?? 0
        if let color = crates[cell] {
          return [terrain, color.map { names.renamed($0).letter.asciiValue ?? 0 } ?? 36]
        }
        return [terrain, board.keepers.contains(cell) ? 64 : 0]
      }
  }
}

extension Blueprint {
  /// Leaves floor, walls, plain goals and crates and the first keeper.
  fileprivate mutating func dropSpecials() {
    for cell in positions {
      switch self[cell] {
      case .outside, .wall, .floor: continue
      case .goal: self[cell] = .goal(nil)
      case .hole, .ice, .oneWay, .plate, .door, .lift, .key, .lock, .plank: self[cell] = .floor
      }
    }
    crates = crates.map { Crate($0.position) }
    secondKeeper = nil
  }

  /// Returns in how many cells two boards of the same size differ, however one is turned; `nil` if
  /// they are of different size.
  func differences(from other: Blueprint) -> Int? {
    Symmetry.all.filter { $0.size(width, height) == (other.width, other.height) }
      .map { symmetry in
        let turned = symmetry.apply(self)
        return turned.positions.count { turned.appearance(at: $0) != other.appearance(at: $0) }
      }.min()
  }

  private func appearance(at cell: Position) -> MapAppearance {
    MapAppearance(
      terrain: self[cell], crate: crates.first { $0.position == cell },
      hasKeeper: keepers.contains(cell))
  }
}

/// What is seen on a cell.
private struct MapAppearance: Equatable {
  let terrain: Terrain
  let crate: Crate?
  let hasKeeper: Bool

  static func == (left: Self, right: Self) -> Bool {
    left.terrain == right.terrain && left.hasKeeper == right.hasKeeper
      && (left.crate == nil) == (right.crate == nil) && left.crate?.color == right.crate?.color
  }
}
