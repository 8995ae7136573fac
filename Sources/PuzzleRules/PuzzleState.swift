/// Everything that changes in play; what never changes is in the level (game.md 1).
///
/// Equal positions are equal values: crates and sets are kept in reading order.
package struct PuzzleState: Hashable, Sendable {
  /// Where the keeper in control stands.
  package internal(set) var keeper: Position

  /// Where the keeper who waits stands, if there is one.
  package internal(set) var waitingKeeper: Position?

  /// The number of the keeper in control: 1 or 2.
  package internal(set) var activeKeeper: Int

  /// The crates that are left, in reading order.
  package private(set) var crates: [Crate]

  /// The holes that swallowed a crate, broken planks among them.
  package internal(set) var filledHoles: PositionSet

  /// The planks that broke, those that were filled since included.
  package internal(set) var brokenPlanks: PositionSet

  /// Where keys were taken.
  package internal(set) var takenKeys: PositionSet

  /// The locks that were opened.
  package internal(set) var openedLocks: PositionSet

  /// The keys taken and not used yet.
  package internal(set) var keysInHand: Int

  /// Creates a state; `crates` may come in any order.
  package init(
    keeper: Position, waitingKeeper: Position? = nil, activeKeeper: Int = 1, crates: [Crate],
    filledHoles: PositionSet = [], brokenPlanks: PositionSet = [], takenKeys: PositionSet = [],
    openedLocks: PositionSet = [], keysInHand: Int = 0
  ) {
    self.keeper = keeper
    self.waitingKeeper = waitingKeeper
    self.activeKeeper = activeKeeper
    self.crates = crates.sorted { $0.position < $1.position }
    self.filledHoles = filledHoles
    self.brokenPlanks = brokenPlanks
    self.takenKeys = takenKeys
    self.openedLocks = openedLocks
    self.keysInHand = keysInHand
  }

  /// Creates a state with one keeper and plain crates, which may come in any order.
  package init(keeper: Position, crates: [Position]) {
    self.init(keeper: keeper, crates: crates.map { Crate($0) })
  }

  /// Where crates stand, in reading order.
  package var cratePositions: [Position] { crates.map(\.position) }

  /// Returns the crate at `position`, by binary search.
  package func crate(at position: Position) -> Crate? {
    indexOfCrate(at: position).map { crates[$0] }
  }

  /// Returns whether a crate stands at `position`, by binary search.
  package func hasCrate(at position: Position) -> Bool {
    indexOfCrate(at: position) != nil
  }

  /// Returns whether a keeper stands at `position`.
  package func hasKeeper(at position: Position) -> Bool {
    keeper == position || waitingKeeper == position
  }

  /// Returns whether a crate or a keeper stands at `position`.
  package func isOccupied(_ position: Position) -> Bool {
    hasKeeper(at: position) || hasCrate(at: position)
  }

  func indexOfCrate(at position: Position) -> Int? {
    var low = 0
    var high = crates.count
    while low < high {
      let middle = (low + high) / 2
      if crates[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low < crates.count && crates[low].position == position ? low : nil
  }

  mutating func moveCrate(at index: Int, to position: Position) {
    var index = index
    crates[index].position = position
    while index > 0, crates[index].position < crates[index - 1].position {
      crates.swapAt(index, index - 1)
      index -= 1
    }
    while index + 1 < crates.count, crates[index + 1].position < crates[index].position {
      crates.swapAt(index, index + 1)
      index += 1
    }
  }

  mutating func removeCrate(at index: Int) { crates.remove(at: index) }
}
