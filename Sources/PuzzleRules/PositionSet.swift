/// A small set of cells, kept in reading order so that equal sets are equal bit by bit.
package struct PositionSet: Hashable, Sendable {
  private var positions: [Position]

  /// Creates an empty set.
  package init() { positions = [] }

  /// Creates the set of `positions`, in any order and however often each occurs.
  package init(_ positions: some Sequence<Position>) {
    self.positions = []
    for position in positions { insert(position) }
  }

  /// Returns whether `position` belongs to the set, by binary search.
  package func contains(_ position: Position) -> Bool {
    guard !positions.isEmpty else { return false }
    let index = insertionIndex(of: position)
    return index < positions.count && positions[index] == position
  }

  /// Adds `position` unless it is there.
  package mutating func insert(_ position: Position) {
    let index = insertionIndex(of: position)
    guard index == positions.count || positions[index] != position else { return }
    positions.insert(position, at: index)
  }

  private func insertionIndex(of position: Position) -> Int {
    var low = 0
    var high = positions.count
    while low < high {
      let middle = (low + high) / 2
      if positions[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension PositionSet: RandomAccessCollection {
  package var startIndex: Int { 0 }

  package var endIndex: Int { positions.count }

  package subscript(index: Int) -> Position { positions[index] }
}

extension PositionSet: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Position...) { self.init(elements) }
}
