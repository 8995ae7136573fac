import PuzzleRules

/// Plays a board of the core backwards: crates are pulled off the goals as far away as can be.
struct ReversePlay {
  private struct State: Hashable {
    var crates: [Position]
    /// The first of the cells the keeper can get to.
    var keeper: Position
  }

  private struct Node {
    let state: State
    /// How many pulls in a row of one crate in one direction it takes to get here: its box lines.
    let lines: Int
    let pulled: Position?
    let direction: Direction?
  }

  /// The most positions looked at.
  private static let limit = 3_000

  private let board: Blueprint

  init(_ board: Blueprint) { self.board = board }

  /// Returns the board with crates and keeper where they are farthest in box lines, or one of the
  /// farthest; `nil` if nothing can be pulled.
  func farthest(_ generator: inout SmithGenerator) -> Blueprint? {
    let goals = board.positions.filter { board[$0].isGoal }
    var queue: [Node] = []
    var seen: Set<State> = []
    for region in regions(without: Set(goals)) {
      let state = State(crates: goals, keeper: region)
      seen.insert(state)
      queue.append(Node(state: state, lines: 0, pulled: nil, direction: nil))
    }
    var next = 0
    while next < queue.count, queue.count < ReversePlay.limit {
      for node in pulls(from: queue[next]) where seen.insert(node.state).inserted {
        queue.append(node)
      }
      next += 1
    }
    guard let most = queue.map(\.lines).max(), most > 0,
      let node = generator.pick(queue.filter { $0.lines >= most - 1 })
    else { return nil }
    var result = board
    result.crates = node.state.crates.map { Crate($0) }
    let places = reach(from: node.state.keeper, Set(node.state.crates)).sorted()
    guard let keeper = generator.pick(places) else { return nil }
    result.keeper = keeper
    return result
  }

  /// The first cell of each region the crates leave.
  private func regions(without crates: Set<Position>) -> [Position] {
    var seen = crates
    var firsts: [Position] = []
    for cell in board.interior where board[cell] != .wall && !seen.contains(cell) {
      seen.formUnion(reach(from: cell, crates))
      firsts.append(cell)
    }
    return firsts
  }

  private func pulls(from node: Node) -> [Node] {
    let crates = Set(node.state.crates)
    let reachable = Set(reach(from: node.state.keeper, crates))
    return node.state.crates.flatMap { crate in
      Direction.allCases.compactMap { direction -> Node? in
        let near = crate.neighbor(direction)
        let far = near.neighbor(direction)
        guard reachable.contains(near), board[far] != .wall, !crates.contains(far) else {
          return nil
        }
        var moved = crates
        moved.remove(crate)
        moved.insert(near)
        let isSameLine = node.pulled == crate && node.direction == direction
        let keeper = reach(from: far, moved).min() ?? far
        return Node(
          state: State(crates: moved.sorted(), keeper: keeper),
          lines: node.lines + (isSameLine ? 0 : 1), pulled: near, direction: direction)
      }
    }
  }

  private func reach(from start: Position, _ crates: Set<Position>) -> [Position] {
    var reached = [start]
    var seen = crates.union([start])
    var next = 0
    while next < reached.count {
      for cell in Direction.allCases.map(reached[next].neighbor)
      where board[cell] != .wall && seen.insert(cell).inserted {
        reached.append(cell)
      }
      next += 1
    }
    return reached
  }
}
