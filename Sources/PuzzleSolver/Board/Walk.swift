/// Where keepers can go without pushing and without changing the board.
///
/// A stance is where the keepers stand: the cell of the only one, or both cells in either order.
/// Walks between two stances both ways make them equal for a search that counts pushes: the class
/// of a stance is told by its smallest member. On boards too large for pairs a stance is a class of
/// its own, and each single step counts as a change.
final class Walk {
  /// The most cells of a board on which all pairs of cells are looked at.
  static let mostCellsForPairs = 256

  private enum Kind { case plain, single, pair, stepwise }

  private let kind: Kind
  private let isDirected: Bool
  private let order: FlatBuffer<Int32>
  private let reached: FlatBuffer<UInt32>
  private let distance: FlatBuffer<Int32>
  private let parent: FlatBuffer<Int32>
  private let inClass: FlatBuffer<UInt32>
  private let firstEdge: FlatBuffer<Int32>
  private let edgeSource: FlatBuffer<Int32>
  private let nextEdge: FlatBuffer<Int32>
  private let shift: Int
  private var epoch: UInt32 = 0
  private var edgeCount = 0
  private var start = 0

  /// The number of stances reached.
  private(set) var count = 0

  /// Creates the means to walk on `board`; `bySteps` takes two keepers one step at a time on any board.
  init(_ board: CompactBoard, bySteps: Bool = false) {
    let cells = board.cellCount
    isDirected = board.features.walksAreDirected
    kind =
      if board.features.hasTwoKeepers {
        cells <= Walk.mostCellsForPairs && !bySteps ? .pair : .stepwise
      } else {
        board.features.isPlain ? .plain : .single
      }
    shift = kind == .pair ? 8 : 12
    let stances = kind == .pair ? cells << 8 : kind == .stepwise ? 1 : cells
    let edges = isDirected && (kind == .single || kind == .pair)
    order = FlatBuffer(repeating: 0, count: stances)
    reached = FlatBuffer(repeating: 0, count: stances)
    distance = FlatBuffer(repeating: 0, count: stances)
    parent = FlatBuffer(repeating: 0, count: stances)
    inClass = FlatBuffer(repeating: 0, count: stances)
    firstEdge = FlatBuffer(repeating: -1, count: edges ? stances : 0)
    edgeSource = FlatBuffer(repeating: 0, count: edges ? 4 * stances : 0)
    nextEdge = FlatBuffer(repeating: 0, count: edges ? 4 * stances : 0)
  }

  /// The memory it takes, in bytes.
  var bytes: Int {
    order.bytes + reached.bytes + distance.bytes + parent.bytes + inClass.bytes + firstEdge.bytes
      + edgeSource.bytes + nextEdge.bytes
  }

  /// Whether a stance is two cells.
  var isOfPairs: Bool { kind == .pair || kind == .stepwise }

  /// Whether even a plain step is a turn.
  var isStepwise: Bool { kind == .stepwise }

  /// Returns the stance of keepers on two cells; the second is -1 if there is none.
  @inline(__always)
  func stance(_ keeper: Int, _ other: Int) -> Int {
    other < 0 ? keeper : min(keeper, other) << shift | max(keeper, other)
  }

  /// Returns the cells of a stance, the smaller first.
  @inline(__always)
  func cells(of stance: Int) -> (Int, Int) {
    isOfPairs ? (stance >> shift, stance & ((1 << shift) - 1)) : (stance, -1)
  }

  /// Returns a stance that was reached, nearest first.
  @inline(__always)
  func stance(at index: Int) -> Int { kind == .stepwise ? start : Int(order[index]) }

  /// Returns whether the keepers can come to a stance.
  @inline(__always)
  func reaches(_ stance: Int) -> Bool {
    kind == .stepwise ? stance == start : reached[stance] == epoch
  }

  /// Returns the number of steps to a stance that is reached.
  @inline(__always)
  func steps(to stance: Int) -> Int { kind == .stepwise ? 0 : Int(distance[stance]) }

  /// Returns the stance before one that is reached; itself at the start.
  func stance(before stance: Int) -> Int { kind == .stepwise ? stance : Int(parent[stance]) }

  /// Finds all stances the keepers of `scene` can come to, nearest first.
  func explore(_ scene: Scene) {
    begin(scene)
    switch kind {
    case .plain: explorePlain(scene)
    case .single: exploreSingle(scene)
    case .pair: explorePairs(scene)
    case .stepwise: break
    }
  }

  private func begin(_ scene: Scene) {
    epoch &+= 1
    start = stance(scene.keeper, scene.other)
    count = 1
    edgeCount = 0
    guard kind != .stepwise else { return }
    order[0] = Int32(start)
    reached[start] = epoch
    distance[start] = 0
    parent[start] = Int32(start)
    if firstEdge.count > 0 { firstEdge[start] = -1 }
  }

  @inline(__always)
  private func reach(_ target: Int, from source: Int) {
    if reached[target] != epoch {
      reached[target] = epoch
      order[count] = Int32(target)
      distance[target] = distance[source] + 1
      parent[target] = Int32(source)
      if firstEdge.count > 0 { firstEdge[target] = -1 }
      count += 1
    }
    guard firstEdge.count > 0 else { return }
    edgeSource[edgeCount] = Int32(source)
    nextEdge[edgeCount] = firstEdge[target]
    firstEdge[target] = Int32(edgeCount)
    edgeCount += 1
  }

  private func explorePlain(_ scene: Scene) {
    let board = scene.board
    var index = 0
    while index < count {
      let cell = Int(order[index])
      index += 1
      for direction in 0..<4 {
        let target = Int(board.next[4 * cell + direction])
        guard target >= 0, scene.blocked[target] == 0, reached[target] != epoch else { continue }
        reached[target] = epoch
        order[count] = Int32(target)
        distance[target] = distance[cell] + 1
        parent[target] = Int32(cell)
        count += 1
      }
    }
  }

  private func exploreSingle(_ scene: Scene) {
    var index = 0
    while index < count {
      let cell = Int(order[index])
      index += 1
      for direction in 0..<4 {
        let target = scene.walk(from: cell, other: -1, direction: direction)
        if target >= 0 { reach(target, from: cell) }
      }
    }
  }

  private func explorePairs(_ scene: Scene) {
    var index = 0
    while index < count {
      let stance = Int(order[index])
      let (first, second) = cells(of: stance)
      index += 1
      for direction in 0..<4 {
        let target = scene.walk(from: first, other: second, direction: direction)
        if target >= 0 { reach(self.stance(target, second), from: stance) }
      }
      for direction in 0..<4 {
        let target = scene.walk(from: second, other: first, direction: direction)
        if target >= 0 { reach(self.stance(first, target), from: stance) }
      }
    }
  }
}

// MARK: Classes

extension Walk {
  /// Returns the smallest member of the class of where the keepers of `scene` stand.
  func representative(of scene: Scene) -> Int {
    if kind == .plain, !isDirected { return smallestCell(scene) }
    explore(scene)
    guard kind != .stepwise else { return start }
    guard isDirected else { return smallestUndirected(scene) }
    return kind == .plain ? smallestAgainstArrows(scene) : smallestAgainstEdges()
  }

  /// Returns whether a stance is in the class `representative` looked at last.
  func sharesClass(_ stance: Int) -> Bool {
    guard kind != .stepwise else { return stance == start }
    return kind == .plain && !isDirected
      ? reached[stance] == epoch : inClass[stance] == epoch
  }

  private func smallestCell(_ scene: Scene) -> Int {
    let board = scene.board
    epoch &+= 1
    var smallest = scene.keeper
    order[0] = Int32(smallest)
    reached[smallest] = epoch
    count = 1
    var index = 0
    while index < count {
      let cell = Int(order[index])
      index += 1
      if cell < smallest { smallest = cell }
      for direction in 0..<4 {
        let target = Int(board.next[4 * cell + direction])
        guard target >= 0, scene.blocked[target] == 0, reached[target] != epoch else { continue }
        reached[target] = epoch
        order[count] = Int32(target)
        count += 1
      }
    }
    return smallest
  }

  /// Walks can be walked back, but for those onto a plank.
  private func smallestUndirected(_ scene: Scene) -> Int {
    let planks = planks(under: start, scene)
    var smallest = start
    for index in 0..<count {
      let stance = Int(order[index])
      guard self.planks(under: stance, scene) == planks else { continue }
      inClass[stance] = epoch
      smallest = min(smallest, stance)
    }
    return smallest
  }

  /// The number of keepers on planks, which no walk makes smaller.
  private func planks(under stance: Int, _ scene: Scene) -> Int {
    guard scene.board.features.hasEvents else { return 0 }
    let (first, second) = cells(of: stance)
    let count = scene.ground[first] == .plank ? 1 : 0
    return second >= 0 && scene.ground[second] == .plank ? count + 1 : count
  }

  private func smallestAgainstArrows(_ scene: Scene) -> Int {
    let board = scene.board
    var smallest = start
    var stack = 1
    order[0] = Int32(start)
    inClass[start] = epoch
    while stack > 0 {
      stack -= 1
      let cell = Int(order[stack])
      smallest = min(smallest, cell)
      for direction in 0..<4 {
        let source = Int(board.previous[4 * cell + direction])
        guard source >= 0, reached[source] == epoch, inClass[source] != epoch else { continue }
        inClass[source] = epoch
        order[stack] = Int32(source)
        stack += 1
      }
    }
    return smallest
  }

  private func smallestAgainstEdges() -> Int {
    var smallest = start
    var stack = 1
    order[0] = Int32(start)
    inClass[start] = epoch
    while stack > 0 {
      stack -= 1
      let stance = Int(order[stack])
      smallest = min(smallest, stance)
      var edge = firstEdge[stance]
      while edge >= 0 {
        let source = Int(edgeSource[Int(edge)])
        edge = nextEdge[Int(edge)]
        guard inClass[source] != epoch else { continue }
        inClass[source] = epoch
        order[stack] = Int32(source)
        stack += 1
      }
    }
    return smallest
  }
}
