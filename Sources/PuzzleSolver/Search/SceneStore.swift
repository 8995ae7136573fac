/// The scenes a search has met, each with the best way known to it.
///
/// A hash only leads to where a scene might be; whether it is there is told by comparing all of it.
final class SceneStore {
  /// No node.
  static let none = UInt32.max

  /// What is known of a scene.
  struct Node: BitwiseCopyable {
    /// The node of the scene before.
    var parent: UInt32
    /// The next node in the same bucket of the queue.
    var link: UInt32
    /// The pushes or moves so far.
    var cost: UInt32
    /// The pushes that are still needed at least, or the pushes so far.
    var bound: UInt32

    fileprivate static let replacedMark: UInt32 = 1 << 31

    /// Whether a better way to the scene was found since.
    var isReplaced: Bool { cost & Node.replacedMark != 0 }
  }

  /// What became of a scene that was handed in.
  enum Entry {
    /// It is new, or was reached on a better way; here is its node.
    case better(Int)
    /// It was known as well as that.
    case known
  }

  private static let pieceShift = 12
  private static let mostNodes = Int(UInt32.max) - 1

  private let watch: SearchWatch
  private let nodes: RowBuffer<Node>
  private let rows: RowBuffer<UInt8>
  private var slots: FlatBuffer<UInt64>
  private var mask: Int
  private var scenes = 0

  /// The number of nodes, replaced ones included.
  private(set) var count = 0

  private var bytes = 0

  /// Creates an empty store of rows of `rowLength` bytes, which takes its memory from `watch`.
  init(rowLength: Int, _ watch: SearchWatch) throws(SearchStop) {
    self.watch = watch
    let most = min(
      SceneStore.mostNodes, max(watch.limits.memory / (MemoryLayout<Node>.stride + rowLength), 1))
    let shift = SceneStore.pieceShift
    nodes = RowBuffer(rowLength: 1, rowsPerPieceShift: shift, mostRows: most)
    rows = RowBuffer(rowLength: rowLength, rowsPerPieceShift: shift, mostRows: most)
    mask = (1 << shift) - 1
    slots = FlatBuffer(repeating: UInt64.max, count: mask + 1)
    let needed = slots.bytes + most >> (shift - 4)
    try watch.use(bytes: needed)
    bytes = needed
  }

  deinit { watch.release(bytes: bytes) }

  @inline(__always)
  subscript(node: Int) -> Node {
    get { nodes[node] }
    set { nodes[node] = newValue }
  }

  /// Copies the scene of a node into `codec`.
  func read(_ node: Int, into codec: SceneCodec) { rows.read(row: node, into: codec.row) }

  /// Hands in the scene in `codec`; `isBetter` compares a node that is known with the new one.
  @inline(__always)
  func enter(
    _ codec: SceneCodec, hash: UInt64, _ node: Node, isBetter: (_ known: Node) -> Bool,
    onKnown: (_ index: Int) -> Void = { _ in }
  ) throws(SearchStop) -> Entry {
    let tag = SceneStore.tag(hash)
    var slot = Int(tag) & mask
    while slots[slot] != UInt64.max {
      let entry = slots[slot]
      let known = Int(entry & 0xFFFF_FFFF)
      if UInt32(entry >> 32) == tag, rows.matches(row: known, codec.row) {
        guard isBetter(nodes[known]) else {
          onKnown(known)
          return .known
        }
        nodes[known].cost |= Node.replacedMark
        let index = try add(codec, node)
        slots[slot] = UInt64(tag) << 32 | UInt64(index)
        return .better(index)
      }
      slot = (slot + 1) & mask
    }
    let index = try add(codec, node)
    slots[slot] = UInt64(tag) << 32 | UInt64(index)
    scenes += 1
    if scenes * 8 > slots.count * 5 { try grow() }
    return .better(index)
  }

  /// Returns the node of the scene in `codec`, which becomes `new` if there is none.
  func node(
    of codec: SceneCodec, hash: UInt64, orNew new: Node
  ) throws(SearchStop) -> Int {
    var known = 0
    let entry = try enter(codec, hash: hash, new) { _ in
      false
    } onKnown: {
      known = $0
    }
    switch entry {
    case .known: return known
    case .better(let index): return index
    }
  }

  /// Returns whether a node is that of the scene in `codec`.
  func holds(_ codec: SceneCodec, at node: Int) -> Bool { rows.matches(row: node, codec.row) }

  private static func tag(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  private func add(_ codec: SceneCodec, _ node: Node) throws(SearchStop) -> Int {
    if count == nodes.capacity {
      guard nodes.canGrow, rows.canGrow else { throw .memory }
      let needed = nodes.pieceBytes + rows.pieceBytes
      try watch.use(bytes: needed)
      bytes += needed
      nodes.addPiece()
      rows.addPiece()
    }
    nodes[count] = node
    rows.write(codec.row, row: count)
    count += 1
    return count - 1
  }

  private func grow() throws(SearchStop) {
    let old = slots.bytes
    try watch.use(bytes: 2 * old)
    let larger = FlatBuffer<UInt64>(repeating: UInt64.max, count: 2 * slots.count)
    mask = larger.count - 1
    for index in 0..<slots.count where slots[index] != UInt64.max {
      var slot = Int(slots[index] >> 32) & mask
      while larger[slot] != UInt64.max { slot = (slot + 1) & mask }
      larger[slot] = slots[index]
    }
    slots = larger
    bytes += old
    watch.release(bytes: old)
  }
}
