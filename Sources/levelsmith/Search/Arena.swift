import PuzzleRules

/// A level compiled for searching: its cells numbered, and what surrounds each looked up.
///
/// Arrows are compiled into the neighbours: a step that an arrow forbids leads nowhere, for keepers
/// and crates alike. Everything else follows game.md 2.2 and 2.3, and tests compare each step with
/// that of `PuzzleRules`.
struct Arena: Sendable {
  /// What stands for no cell and no crate.
  static let none: UInt8 = 255

  /// The most cells, crates and changeable cells a level may have to be compiled.
  static let limits = (cells: 250, crates: 16, changes: 64)

  /// What a cell is, as far as a step cares.
  enum Kind: UInt8, Sendable {
    case plain
    case hole
    case ice
    case door
    case pad
    case key
    case lock
    case plank
  }

  /// A goal, and which crate slots fit it.
  struct Goal: Sendable {
    let cell: UInt8
    let slots: Range<Int>
  }

  /// The cells that are not walls, in reading order.
  let positions: [Position]

  /// The next cell in each of `Direction.allCases`, four entries a cell; `none` where no step leads.
  let neighbors: [UInt8]

  /// What each cell is before anything changed.
  let kinds: [Kind]

  /// The other pad of each pad; `none` elsewhere.
  let partners: [UInt8]

  /// The group of each door, as an index of `plates`.
  let groups: [Int]

  /// The plates of each group.
  let plates: [[UInt8]]

  /// The bit of each cell that can change, 0 elsewhere: hole filled, plank broken, key taken, lock
  /// opened.
  let changeBits: [UInt64]

  /// The second bit of each plank: filled after it broke.
  let fillBits: [UInt64]

  /// The cells that can change.
  let changeable: [Int]

  let keyBits: UInt64
  let lockBits: UInt64
  let goals: [Goal]

  /// The colour of the crate in each slot, slots of one colour being neighbours.
  let slotColors: [CrateColor?]

  /// The position to begin with.
  let start: ArenaState

  /// Compiles `level`, or gives `nil` if it exceeds `limits`.
  init?(_ level: Level) {
    let positions = Arena.cells(of: level)
    guard positions.count <= Arena.limits.cells,
      level.start.crates.count <= Arena.limits.crates
    else { return nil }
    let indices = Dictionary(uniqueKeysWithValues: positions.enumerated().map { ($1, UInt8($0)) })
    self.positions = positions
    neighbors = positions.flatMap { cell in
      Direction.allCases.map { direction in
        let target = cell.neighbor(direction)
        let against = Terrain.oneWay(direction.opposite)
        guard level.terrain(at: cell) != against, level.terrain(at: target) != against else {
          return Arena.none
        }
        return indices[target] ?? Arena.none
      }
    }
    kinds = positions.map { Kind(level.terrain(at: $0)) }
    partners = positions.map { level.liftPartner(of: $0).flatMap { indices[$0] } ?? Arena.none }
    groups = positions.map { level.terrain(at: $0).doorGroupIndex ?? 0 }
    plates = DoorGroup.allCases.map { level.plates(of: $0).compactMap { indices[$0] } }

    var bits = ChangeBits(kinds)
    guard bits.assign() else { return nil }
    changeBits = bits.changes
    fillBits = bits.fills
    keyBits = bits.keys
    lockBits = bits.locks
    changeable = kinds.indices.filter { bits.changes[$0] != 0 }

    let colors: [CrateColor?] = [nil] + CrateColor.allCases.map { $0 }
    let counts = colors.map { color in level.start.crates.count { $0.color == color } }
    let slotColors = zip(colors, counts).flatMap { Array(repeating: $0, count: $1) }
    self.slotColors = slotColors
    goals = level.goals.compactMap { position in
      guard let cell = indices[position] else { return nil }
      guard case .goal(let color?) = level.terrain(at: position) else {
        return Goal(cell: cell, slots: 0..<slotColors.count)
      }
      let first = slotColors.firstIndex(of: color) ?? 0
      return Goal(cell: cell, slots: first..<(first + slotColors.count { $0 == color }))
    }
    guard
      let start = Arena.pack(level.start, indices, slotColors, bits)
    else { return nil }
    self.start = start
  }

  /// Whether every step that changes nothing else can be taken back: no arrows, lifts or doors.
  var isReversible: Bool {
    !kinds.contains(.door) && !kinds.contains(.pad)
      && neighbors.enumerated().allSatisfy { entry, target in
        guard target != Arena.none else { return true }
        let back = Direction.allCases.firstIndex(of: Direction.allCases[entry % 4].opposite) ?? 0
        return Int(neighbors[Int(target) * 4 + back]) == entry / 4
      }
  }

  /// Returns the packed form of `state`, or `nil` if it does not belong to the level.
  func pack(_ state: PuzzleState) -> ArenaState? {
    let indices = Dictionary(uniqueKeysWithValues: positions.enumerated().map { ($1, UInt8($0)) })
    return Arena.pack(
      state, indices, slotColors,
      ChangeBits(kinds, changes: changeBits, fills: fillBits))
  }

  /// Returns how many keys are in hand after `changes`.
  func keysInHand(_ changes: UInt64) -> Int {
    (changes & keyBits).nonzeroBitCount - (changes & lockBits).nonzeroBitCount
  }

  /// Returns what `cell` has become by `changes`.
  func kind(of cell: Int, after changes: UInt64) -> Kind {
    let kind = kinds[cell]
    guard changes & changeBits[cell] != 0 else { return kind }
    return kind == .plank && changes & fillBits[cell] == 0 ? .hole : .plain
  }

  /// Returns whether every goal carries a crate that fits.
  func isSolved(_ objects: ArenaState.Objects) -> Bool {
    goals.allSatisfy { goal in goal.slots.contains { objects.crates[$0] == goal.cell } }
  }

  /// The cells inside the walls: where an object is, or can get to over anything but walls.
  private static func cells(of level: Level) -> [Position] {
    (0..<level.height).flatMap { row in
      (0..<level.width).map { Position(column: $0, row: row) }
        .filter { level.terrain(at: $0) != .wall && level.terrain(at: $0) != .outside }
    }
  }

  private static func pack(
    _ state: PuzzleState, _ indices: [Position: UInt8], _ slotColors: [CrateColor?],
    _ bits: ChangeBits
  ) -> ArenaState? {
    var crates = ArenaState.Slots()
    for color in Set(slotColors) {
      let cells = state.crates.filter { $0.color == color }.map { indices[$0.position] }
      guard let first = slotColors.firstIndex(of: color) else { return nil }
      for (offset, cell) in cells.enumerated() {
        guard let cell else { return nil }
        crates[first + offset] = cell
      }
    }
    guard let keeper = indices[state.keeper] else { return nil }
    let other = state.waitingKeeper.map { indices[$0] }
    var changes: UInt64 = 0
    for position in Array(state.filledHoles) + Array(state.brokenPlanks) + Array(state.takenKeys)
      + Array(state.openedLocks)
    {
      guard let cell = indices[position] else { return nil }
      changes |= bits.changes[Int(cell)]
    }
    for position in state.filledHoles {
      changes |= indices[position].map { bits.fills[Int($0)] } ?? 0
    }
    let waiting = (other ?? Arena.none) ?? Arena.none
    let objects = ArenaState.Objects(crates: crates, changes: changes)
    return ArenaState(
      objects: objects,
      keepers: state.activeKeeper == 2
        ? .init(first: waiting, second: keeper) : .init(first: keeper, second: waiting))
  }
}

/// Which bit tells of which cell that it has changed.
private struct ChangeBits {
  let kinds: [Arena.Kind]
  var changes: [UInt64]
  var fills: [UInt64]
  var keys: UInt64 = 0
  var locks: UInt64 = 0

  init(_ kinds: [Arena.Kind], changes: [UInt64]? = nil, fills: [UInt64]? = nil) {
    self.kinds = kinds
    self.changes = changes ?? Array(repeating: 0, count: kinds.count)
    self.fills = fills ?? Array(repeating: 0, count: kinds.count)
  }

  /// Gives each cell its bits; `false` if there are not enough.
  mutating func assign() -> Bool {
    var next = 0
    func take() -> UInt64 {
      defer { next += 1 }
      return next < 64 ? 1 << UInt64(next) : 0
    }
    for (cell, kind) in kinds.enumerated() {
      switch kind {
      case .plain, .ice, .door, .pad: continue
      case .hole: changes[cell] = take()
      case .key:
        changes[cell] = take()
        keys |= changes[cell]
      case .lock:
        changes[cell] = take()
        locks |= changes[cell]
      case .plank:
        changes[cell] = take()
        fills[cell] = take()
      }
    }
    return next <= Arena.limits.changes
  }
}

extension Arena.Kind {
  fileprivate init(_ terrain: Terrain) {
    switch terrain {
    case .outside, .wall, .floor, .goal, .oneWay, .plate: self = .plain
    case .hole: self = .hole
    case .ice: self = .ice
    case .door: self = .door
    case .lift: self = .pad
    case .key: self = .key
    case .lock: self = .lock
    case .plank: self = .plank
    }
  }
}

extension Terrain {
  /// The place of a door's group among `DoorGroup.allCases`; nothing for other terrain.
  fileprivate var doorGroupIndex: Int? {
    guard case .door(let group) = self else { return nil }
    return DoorGroup.allCases.firstIndex(of: group)
  }
}
