/// Everything that changes in play; what never changes is in the level.
package struct PuzzleState: Hashable, Sendable {
  /// Where the keeper in control stands.
  package internal(set) var keeper: Position

  /// Where the keeper who waits stands, if there is one.
  package internal(set) var waitingKeeper: Position?

  /// The number of the keeper in control: 1 or 2.
  package internal(set) var activeKeeper: Int

  /// Where the crates stand, in reading order.
  package private(set) var crates: [Position]

  /// Creates a state; `crates` may come in any order.
  package init(keeper: Position, crates: [Position]) {
    self.keeper = keeper
    waitingKeeper = nil
    activeKeeper = 1
    self.crates = crates.sorted()
  }

  /// Returns whether a crate stands at `position`, by binary search.
  package func hasCrate(at position: Position) -> Bool {
    indexOfCrate(at: position) != nil
  }

  /// Returns whether a keeper stands at `position`.
  package func hasKeeper(at position: Position) -> Bool {
    keeper == position || waitingKeeper == position
  }

  func indexOfCrate(at position: Position) -> Int? {
    var low = 0
    var high = crates.count
    while low < high {
      let middle = (low + high) / 2
      if crates[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low < crates.count && crates[low] == position ? low : nil
  }

  mutating func moveCrate(at index: Int, to position: Position) {
    var index = index
    crates[index] = position
    while index > 0, crates[index] < crates[index - 1] {
      crates.swapAt(index, index - 1)
      index -= 1
    }
    while index + 1 < crates.count, crates[index + 1] < crates[index] {
      crates.swapAt(index, index + 1)
      index += 1
    }
  }
}
