/// The nodes still to be looked at, by two small numbers: the smallest first, the newest first among
/// equals.
struct BucketQueue {
  fileprivate struct Row {
    var heads: [UInt32] = []
    var lowest = 0
    var count = 0
  }

  private var rows: [Row] = []
  private var lowest = 0

  /// The number of nodes that wait.
  private(set) var count = 0

  /// The first number of the node that comes next.
  var first: Int? {
    count == 0
      ? nil : rows.indices.suffix(from: min(lowest, rows.count)).first { rows[$0].count > 0 }
  }

  /// Adds a node.
  mutating func push(
    _ node: Int, _ first: Int, _ second: Int, in store: SceneStore, _ watch: SearchWatch
  ) throws(SearchStop) {
    if first >= rows.count {
      try watch.use(bytes: (first + 1 - rows.count) * MemoryLayout<Row>.stride)
      rows.append(contentsOf: Array(repeating: Row(), count: first + 1 - rows.count))
    }
    try rows[first].push(node, second, in: store, watch)
    lowest = min(lowest, first)
    count += 1
  }

  /// Takes out the node that comes next.
  mutating func pop(from store: SceneStore) -> (node: Int, first: Int)? {
    guard count > 0 else { return nil }
    while rows[lowest].count == 0 { lowest += 1 }
    count -= 1
    return (rows[lowest].pop(from: store), lowest)
  }
}

extension BucketQueue.Row {
  mutating func push(
    _ node: Int, _ second: Int, in store: SceneStore, _ watch: SearchWatch
  ) throws(SearchStop) {
    if second >= heads.count {
      let missing = max(second + 1, 2 * heads.count) - heads.count
      try watch.use(bytes: missing * MemoryLayout<UInt32>.stride)
      heads.append(contentsOf: Array(repeating: SceneStore.none, count: missing))
    }
    store[node].link = heads[second]
    heads[second] = UInt32(node)
    lowest = count == 0 ? second : min(lowest, second)
    count += 1
  }

  mutating func pop(from store: SceneStore) -> Int {
    while heads[lowest] == SceneStore.none { lowest += 1 }
    let node = Int(heads[lowest])
    heads[lowest] = store[node].link
    count -= 1
    return node
  }
}
