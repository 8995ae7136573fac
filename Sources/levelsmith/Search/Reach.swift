/// Finds where keepers can get to without changing anything, which makes many positions one.
///
/// Two positions with the same objects are the same node of a search by pushes if the same
/// arrangements of keepers can be reached from both. Sets are compared by 128 bits of their content.
struct Reach {
  /// A position up to what walking without effect can undo.
  struct Key: Hashable {
    let objects: ArenaState.Objects
    let set: SIMD2<UInt64>

    func hash(into hasher: inout Hasher) {
      hasher.combine(set[0])
      hasher.combine(objects)
    }

    static func == (left: Self, right: Self) -> Bool {
      left.set[0] == right.set[0] && left.set[1] == right.set[1] && left.objects == right.objects
    }
  }

  /// A step that changes more than where a keeper stands.
  struct Event {
    var state: ArenaState

    /// Where the crate stood that was pushed; `Arena.none` for an event without a push.
    var pushed: UInt8

    /// The way it was pushed, as an index of `Direction.allCases`.
    var direction: UInt8
  }

  private(set) var board: ArenaBoard

  /// The cells on which something has ever stood or could have got to.
  private(set) var touched: [Bool]

  private let count: Int
  private let hasTwoKeepers: Bool
  private var marks: [UInt32]
  private var mark: UInt32 = 0
  private var queue: [Int] = []

  /// The arrangements met since the last survey began, as the sum of their `signs`.
  private var sum = SIMD2<UInt64>(0, 0)

  /// A random number for each arrangement.
  private let signs: [SIMD2<UInt64>]

  init(_ arena: Arena) {
    board = ArenaBoard(arena)
    count = arena.positions.count
    hasTwoKeepers = arena.start.keepers.second != Arena.none
    let arrangements = hasTwoKeepers ? count * count : count
    marks = Array(repeating: 0, count: arrangements)
    var generator = SmithGenerator(seed: 0)
    signs = (0..<arrangements).map { _ in SIMD2(generator.next(), generator.next()) }
    touched = Array(repeating: false, count: count)
  }

  /// Returns what is the same for all positions that walking joins with `state`.
  mutating func key(of state: ArenaState) -> Key {
    survey(state) { _, _, _, _, _ in }
    return Key(objects: state.objects, set: sum)
  }

  /// Returns whether the last survey met `keepers`.
  func hasMet(_ keepers: ArenaState.Keepers) -> Bool {
    let first = Int(keepers.first)
    return marks[hasTwoKeepers ? first * count + Int(keepers.second) : first] == mark
  }

  /// Returns the events that can be reached from `state`, the nearest first.
  mutating func events(from state: ArenaState) -> [Event] {
    var events: [Event] = []
    survey(state) { board, cell, direction, other, isFirst in
      guard let step = board.step(cell, direction, other: other) else { return }
      let keepers = ArenaState.Keepers(
        first: isFirst ? step.keeper : UInt8(other), second: isFirst ? UInt8(other) : step.keeper)
      events.append(
        Event(
          state: ArenaState(objects: step.objects, keepers: keepers), pushed: step.pushed,
          direction: UInt8(direction)))
    }
    for event in events where event.pushed != Arena.none { touch(event) }
    for slot in 0..<board.arena.slotColors.count {
      let cell = state.objects.crates[slot]
      if cell != Arena.none { touched[Int(cell)] = true }
    }
    return events
  }

  /// Visits each arrangement of keepers that walking leads to, nearest first, and each step from
  /// there that does more.
  @inline(__always)
  private mutating func survey(
    _ state: ArenaState,
    _ visit: (_ board: ArenaBoard, _ cell: Int, _ direction: Int, _ other: Int, _ isFirst: Bool) ->
      Void
  ) {
    board.lay(state.objects)
    mark += 1
    sum = SIMD2(0, 0)
    queue.removeAll(keepingCapacity: true)
    enqueue(Int(state.keepers.first), Int(state.keepers.second))
    var next = 0
    while next < queue.count {
      let first = hasTwoKeepers ? queue[next] / count : queue[next]
      let second = hasTwoKeepers ? queue[next] % count : Int(Arena.none)
      next += 1
      for direction in 0..<4 {
        switch board.walk(first, direction, other: second) {
        case .refused: continue
        case .free(let end): enqueue(end, second)
        case .changing, .pushing: visit(board, first, direction, second, true)
        }
      }
      guard hasTwoKeepers else { continue }
      for direction in 0..<4 {
        switch board.walk(second, direction, other: first) {
        case .refused: continue
        case .free(let end): enqueue(first, end)
        case .changing, .pushing: visit(board, second, direction, first, false)
        }
      }
    }
  }

  @inline(__always)
  private mutating func enqueue(_ first: Int, _ second: Int) {
    let arrangement = hasTwoKeepers ? first * count + second : first
    guard marks[arrangement] != mark else { return }
    marks[arrangement] = mark
    queue.append(arrangement)
    sum &+= signs[arrangement]
    touched[first] = true
    if hasTwoKeepers { touched[second] = true }
  }

  /// Marks what a pushed crate passed, slides and pads included.
  private mutating func touch(_ event: Event) {
    var cell = Int(event.pushed)
    while true {
      let target = board.arena.neighbors[cell * 4 + Int(event.direction)]
      guard target != Arena.none, !board.hasCrate(Int(target)) else { return }
      cell = Int(target)
      let kind = board.arena.kinds[cell]
      guard kind != .door, kind != .lock else { return }
      touched[cell] = true
      guard kind == .ice else { return }
    }
  }
}
