/// The positions of a level that differ in more than where keepers can walk, and the pushes and other
/// events between them.
///
/// Nodes are numbered in the order they are found: by pushes from the start, events without a push
/// being free. A position that solves the level is not followed further.
struct PushGraph {
  /// A position, with how it is reached.
  struct Node {
    let state: ArenaState
    let isSolved: Bool

    /// The fewest pushes from the start, among the ways known.
    fileprivate(set) var pushes = Int32.max

    /// The fewest pushes to a solved position; -1 if there is no way, or none is known yet.
    fileprivate(set) var rest: Int32 = -1

    fileprivate var firstEdge: Int32 = 0
    fileprivate var edgeCount: Int32 = -1
  }

  /// An event that leads from one node to another.
  struct Edge {
    let target: Int32

    /// Where the crate stood that was pushed; `Arena.none` for an event without a push.
    let pushed: UInt8

    /// The way it was pushed, as an index of `Direction.allCases`.
    let direction: UInt8

    var isPush: Bool { pushed != Arena.none }
  }

  let arena: Arena
  private(set) var nodes: [Node] = []

  /// Whether every node that can be reached is known.
  private(set) var isComplete = false

  private var edges: [Edge] = []
  private var indices: [Reach.Key: Int32] = [:]

  /// The nodes of positions met before, so that most need no walking again.
  private var known: [ArenaState: Int32] = [:]
  private var reach: Reach
  private let joinsEvents: Bool

  init(_ arena: Arena) {
    self.arena = arena
    reach = Reach(arena)
    joinsEvents = arena.start.keepers.second != Arena.none && arena.isReversible
    _ = add(arena.start)
  }

  /// The fewest pushes that solve the level among the nodes known.
  private(set) var optimum: Int?

  /// Whether the level is known to have no solution.
  var isUnsolvable: Bool { isComplete && optimum == nil }

  /// How many nodes a search by pushes without a bound looks at: those nearer than the optimum.
  ///
  /// The order within a layer thus plays no part, and turning a level does not change it.
  var expandedToOptimum: Int {
    guard let optimum else { return nodes.count }
    return nodes.count { $0.pushes < optimum }
  }

  /// The cells that a keeper or crate entered in any position known.
  var touched: [Bool] {
    var touched = reach.touched
    for (cell, partner) in arena.partners.enumerated() where partner != Arena.none {
      if touched[Int(partner)] { touched[cell] = true }
    }
    return touched
  }

  /// Returns the node that `state` belongs to, if it is known.
  mutating func index(of state: ArenaState) -> Int? {
    indices[reach.key(of: state)].map(Int.init)
  }

  /// Returns the events of a node, which become known if they are not.
  mutating func edges(of index: Int) -> ArraySlice<Edge> {
    if nodes[index].edgeCount < 0 { expand(index) }
    let first = Int(nodes[index].firstEdge)
    return edges[first..<(first + Int(nodes[index].edgeCount))]
  }

  /// Finds all nodes, by layers of pushes, unless there are more than `limit`; to be called once.
  ///
  /// With `stopsAtOptimum` the layers beyond the first solution stay unknown.
  mutating func explore(limit: Int, stopsAtOptimum: Bool = false) {
    var layer: [Int32] = [0]
    var pushes: Int32 = 0
    nodes[0].pushes = 0
    while !layer.isEmpty {
      var beyond: [Int32] = []
      var next = 0
      while next < layer.count {
        let index = Int(layer[next])
        next += 1
        guard nodes[index].pushes == pushes, !nodes[index].isSolved else { continue }
        for edge in edges(of: index) {
          let cost = pushes + (edge.isPush ? 1 : 0)
          guard cost < nodes[Int(edge.target)].pushes else { continue }
          nodes[Int(edge.target)].pushes = cost
          if edge.isPush { beyond.append(edge.target) } else { layer.append(edge.target) }
        }
        guard nodes.count <= limit else { return }
      }
      if optimum == nil, layer.contains(where: { nodes[Int($0)].isSolved }) {
        optimum = Int(pushes)
        if stopsAtOptimum { return }
      }
      layer = beyond
      pushes += 1
    }
    isComplete = true
    findRests()
  }

  /// The indices of nodes along a best solution, start and end included.
  mutating func bestPath() -> [(node: Int, edge: Edge)] {
    var path: [(node: Int, edge: Edge)] = []
    var index = 0
    var visited: Set<Int> = [0]
    while nodes[index].rest >= 0, !nodes[index].isSolved {
      let rest = nodes[index].rest
      let candidates = edges(of: index).filter { edge in
        nodes[Int(edge.target)].rest >= 0
          && nodes[Int(edge.target)].rest + (edge.isPush ? 1 : 0) == rest
          && !visited.contains(Int(edge.target))
      }
      guard let edge = candidates.first(where: \.isPush) ?? candidates.first else { break }
      path.append((index, edge))
      index = Int(edge.target)
      visited.insert(index)
    }
    return path
  }

  private mutating func add(_ state: ArenaState) -> Int32 {
    if let index = known[state] { return index }
    let key = reach.key(of: state)
    let index = indices[key] ?? Int32(nodes.count)
    if !joinsEvents { known[state] = index }
    guard index == nodes.count else { return index }
    indices[key] = index
    nodes.append(Node(state: state, isSolved: arena.isSolved(state.objects)))
    return index
  }

  private mutating func expand(_ index: Int) {
    let node = nodes[index]
    let first = edges.count
    var events = node.isSolved ? [] : reach.events(from: node.state)
    events.reverse()
    while let event = events.last {
      let target = add(event.state)
      // Two keepers make the same push from many places; where walking can be taken back, those
      // that one survey joins are one.
      if joinsEvents {
        events.removeAll {
          $0.state == event.state
            || $0.state.objects == event.state.objects && reach.hasMet($0.state.keepers)
        }
      } else {
        events.removeLast()
      }
      guard target != Int32(index), !edges[first...].contains(where: { $0.target == target })
      else { continue }
      edges.append(Edge(target: target, pushed: event.pushed, direction: event.direction))
    }
    nodes[index].firstEdge = Int32(first)
    nodes[index].edgeCount = Int32(edges.count - first)
  }

  /// Finds for each node how far it is from a solution, by going back from those solved.
  private mutating func findRests() {
    let sources = sourcesOfEdges()
    var layer = nodes.indices.filter { nodes[$0].isSolved }
    var rest: Int32 = 0
    while !layer.isEmpty {
      var beyond: [Int] = []
      var next = 0
      while next < layer.count {
        let index = layer[next]
        next += 1
        guard nodes[index].rest < 0 else { continue }
        nodes[index].rest = rest
        for source in sources.of(index) where nodes[Int(source.node)].rest < 0 {
          if source.isPush {
            beyond.append(Int(source.node))
          } else {
            layer.append(Int(source.node))
          }
        }
      }
      layer = beyond
      rest += 1
    }
  }

  private func sourcesOfEdges() -> Sources {
    var counts = Array(repeating: Int32(0), count: nodes.count + 1)
    for edge in edges { counts[Int(edge.target) + 1] += 1 }
    for index in 1..<counts.count { counts[index] += counts[index - 1] }
    var places = counts
    var entries = Array(repeating: Sources.Entry(node: 0, isPush: false), count: edges.count)
    for (index, node) in nodes.enumerated() where node.edgeCount > 0 {
      for edge in edges[Int(node.firstEdge)..<Int(node.firstEdge + node.edgeCount)] {
        entries[Int(places[Int(edge.target)])] = .init(node: Int32(index), isPush: edge.isPush)
        places[Int(edge.target)] += 1
      }
    }
    return Sources(first: counts, entries: entries)
  }
}

/// The edges of a graph by where they end.
private struct Sources {
  struct Entry {
    let node: Int32
    let isPush: Bool
  }

  let first: [Int32]
  let entries: [Entry]

  func of(_ node: Int) -> ArraySlice<Entry> { entries[Int(first[node])..<Int(first[node + 1])] }
}
