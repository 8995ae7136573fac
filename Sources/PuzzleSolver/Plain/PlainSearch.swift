package import PuzzleRules

/// Finds the fewest pushes and then moves by trying everything, one step of the rules at a time.
///
/// It is Dijkstra's algorithm on (pushes, moves) over whole states and shares nothing with
/// `PuzzleSolver`, so that each can confirm the other.
package struct PlainSearch: Sendable {
  /// What it found.
  package enum Outcome: Hashable, Sendable {
    /// No solution has fewer pushes, nor fewer moves at so many pushes.
    case optimal(Solution)
    /// There is no solution.
    case unsolvable
    /// There are more states than allowed.
    case tooManyStates
    /// Somebody asked to stop.
    case cancelled
  }

  /// The most states that may be kept.
  package var mostStates: Int

  /// Creates a search.
  package init(mostStates: Int = 3_000_000) {
    self.mostStates = mostStates
  }

  /// Searches all that can be reached in `level` from `state`, or from its start.
  package func solve(
    _ level: Level, from state: PuzzleState? = nil, flag: CancellationFlag = CancellationFlag()
  ) -> Outcome {
    var frontier = Frontier(start: state ?? level.start)
    while let visit = frontier.next() {
      guard !flag.isCancelled else { return .cancelled }
      if level.isSolved(visit.state) {
        let solution = Solution(
          frontier.actions(to: visit.index), in: level, from: state ?? level.start)
        return solution.map(Outcome.optimal) ?? .unsolvable
      }
      for action in Action.allCases {
        let (next, outcome) = step(action, in: level, from: visit.state)
        guard outcome != .bump else { continue }
        frontier.reach(next, by: action, outcome, from: visit.index)
      }
      guard frontier.count <= mostStates else { return .tooManyStates }
    }
    return .unsolvable
  }
}

/// The states met so far, and in which order to go on from them.
private struct Frontier {
  private struct Entry {
    var pushes: Int
    var moves: Int
    var parent: Int
    var action: Action
    var isDone = false
  }

  private var states: [PuzzleState]
  private var entries: [Entry]
  private var indices: [PuzzleState: Int]
  /// The states to go on from by pushes and moves; with a better way since, some are out of date.
  private var waiting: [[[Int]]] = [[[0]]]
  private var place = (pushes: 0, moves: 0)

  init(start: PuzzleState) {
    states = [start]
    entries = [Entry(pushes: 0, moves: 0, parent: -1, action: .swap)]
    indices = [start: 0]
  }

  var count: Int { states.count }

  /// Takes out the state with the fewest pushes and then moves.
  mutating func next() -> (index: Int, state: PuzzleState)? {
    while place.pushes < waiting.count {
      while place.moves < waiting[place.pushes].count {
        while let index = waiting[place.pushes][place.moves].popLast() {
          guard !entries[index].isDone else { continue }
          entries[index].isDone = true
          return (index, states[index])
        }
        place.moves += 1
      }
      place = (place.pushes + 1, 0)
    }
    return nil
  }

  mutating func reach(_ state: PuzzleState, by action: Action, _ outcome: Outcome, from index: Int)
  {
    let pushes = entries[index].pushes + (outcome == .push ? 1 : 0)
    let moves = entries[index].moves + (outcome == .swap ? 0 : 1)
    let entry = Entry(pushes: pushes, moves: moves, parent: index, action: action)
    let reached: Int
    if let known = indices[state] {
      guard (pushes, moves) < (entries[known].pushes, entries[known].moves) else { return }
      entries[known] = entry
      reached = known
    } else {
      reached = states.count
      states.append(state)
      entries.append(entry)
      indices[state] = reached
    }
    while waiting.count <= pushes { waiting.append([]) }
    while waiting[pushes].count <= moves { waiting[pushes].append([]) }
    waiting[pushes][moves].append(reached)
  }

  func actions(to index: Int) -> [Action] {
    var actions: [Action] = []
    var index = index
    while entries[index].parent >= 0 {
      actions.append(entries[index].action)
      index = entries[index].parent
    }
    return actions.reversed()
  }
}
