import PuzzleRules

/// Takes away all that a level can do without (game.md 5.4, "minimise").
struct Reduction {
  let assay: Assay
  let mirror: Mirror

  /// How much farther from its target a level may get with each cell that goes.
  private static let loss = 0.35

  /// Returns what is left of `board` when nothing more can go.
  func reduce(
    _ board: Blueprint, _ weight: Assay.Weight, _ candidates: inout Int,
    isStopped: () -> Bool = { false }
  ) -> Assay.Weight {
    var board = board
    var weight = weight
    for _ in 0..<3 {
      let before = board
      for cell in board.interior where board[cell] != .wall {
        guard !isStopped() else { return weight }
        for smaller in lesser(than: board, at: cell) {
          candidates += 1
          guard let next = accepted(smaller, after: weight) else { continue }
          (board, weight) = (smaller, next)
          break
        }
      }
      guard board != before else { break }
    }
    return weight
  }

  /// The boards with less at `cell`: specials become floor, floor becomes wall, goals lose
  /// their colour.
  private func lesser(than board: Blueprint, at cell: Position) -> [Blueprint] {
    if case .goal(let color) = board[cell] {
      return color.map { [neutral(board, at: cell, $0)] } ?? []
    }
    if case .lift(let number) = board[cell] {
      var smaller = board
      for pad in board.interior where board[pad] == .lift(number) { smaller[pad] = .floor }
      return [smaller]
    }
    guard !board.isOccupied(cell) else { return [] }
    if board[cell] != .floor {
      return [Terrain.wall, .floor].map { terrain in
        var smaller = board
        smaller[cell] = terrain
        return smaller
      }
    }
    var smaller = board
    for place in [cell, mirror.twin(of: cell, in: board)] {
      guard board[place] == .floor, !board.isOccupied(place) else { continue }
      smaller[place] = .wall
    }
    return [smaller]
  }

  /// The goal takes any crate; crates that have no goal of their colour left lose it too.
  private func neutral(_ board: Blueprint, at goal: Position, _ color: CrateColor) -> Blueprint {
    var smaller = board
    smaller[goal] = .goal(nil)
    if !smaller.terrain.contains(.goal(color)) {
      smaller.crates = smaller.crates.map { $0.color == color ? Crate($0.position) : $0 }
    }
    return smaller
  }

  private func accepted(_ board: Blueprint, after weight: Assay.Weight) -> Assay.Weight? {
    guard let next = assay.weigh(board), next.pushes == weight.pushes,
      next.unused.count <= weight.unused.count,
      next.tidiness.penalty <= weight.tidiness.penalty + 0.2
    else { return nil }
    func miss(_ weight: Assay.Weight) -> Double {
      abs(weight.difficulty.score - assay.plan.difficulty)
    }
    return miss(next) <= miss(weight) + Reduction.loss ? next : nil
  }
}
