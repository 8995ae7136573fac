/// One state of a board, in the form in which turns are taken and taken back.
///
/// It follows game.md 2.2 and 2.3; `PuzzleRules.step` remains the judge of every solution.
final class Scene {
  let board: CompactBoard
  let hashes: SceneHashes

  /// The crate on each cell, or -1.
  let crateAt: FlatBuffer<Int16>

  /// The cell of each crate, or -1 if it vanished.
  let crateCell: FlatBuffer<Int16>

  /// 1 where nobody walks: crates and open holes.
  let blocked: FlatBuffer<UInt8>

  /// What each cell is made of now.
  let ground: FlatBuffer<Ground>

  /// How often each cell that can change has changed.
  let changes: FlatBuffer<UInt8>

  /// The number of plates without a crate, by group.
  private let barePlates: FlatBuffer<Int>

  private let undone = FlatBuffer<Int>(repeating: 0, count: 8)

  /// The keeper who acted last, and the other one or -1.
  private(set) var keeper: Int
  private(set) var other: Int

  /// The keys in hand.
  private(set) var keysInHand: Int

  /// The crates that did not vanish.
  private(set) var liveCrates: Int

  /// The hash of all but the keepers.
  private(set) var hash: UInt64 = 0

  private var undoneCount = 0

  /// Creates the scene in which a search begins.
  init(_ board: CompactBoard, hashes: SceneHashes) {
    self.board = board
    self.hashes = hashes
    let count = board.cellCount
    crateAt = FlatBuffer(repeating: -1, count: count)
    crateCell = FlatBuffer(repeating: -1, count: board.crateCells.count)
    blocked = FlatBuffer(repeating: 0, count: count)
    ground = FlatBuffer(repeating: .plain, count: count)
    changes = FlatBuffer(repeating: 0, count: board.specials.count)
    barePlates = FlatBuffer(repeating: 0, count: 3)
    keeper = board.keepers.first
    other = board.keepers.second
    keysInHand = board.keysInHand
    liveCrates = 0
    clearBoard()
    for (crate, cell) in board.crateCells.enumerated() { place(crate: crate, on: cell) }
  }

  /// The memory it takes, in bytes.
  var bytes: Int { crateAt.bytes + crateCell.bytes + blocked.bytes + ground.bytes + changes.bytes }
}

// MARK: Setting up

extension Scene {
  /// Takes away all crates and changes.
  func clear() {
    for crate in 0..<crateCell.count where crateCell[crate] >= 0 {
      let cell = Int(crateCell[crate])
      crateAt[cell] = -1
      blocked[cell] = 0
      crateCell[crate] = -1
    }
    liveCrates = 0
    hash = 0
    if !board.specials.isEmpty || barePlates.count > 0 { clearChanges() }
    keysInHand = board.keysInHand
  }

  private func clearBoard() {
    ground.copy(board.ground, count: board.cellCount)
    for cell in 0..<board.cellCount where ground[cell] == .hole { blocked[cell] = 1 }
    for group in 0..<3 { barePlates[group] = board.plateCounts[group] }
  }

  private func clearChanges() {
    for special in 0..<changes.count where changes[special] > 0 {
      let cell = board.specials[special]
      changes[special] = 0
      ground[cell] = board.ground[cell]
      blocked[cell] = ground[cell] == .hole ? 1 : 0
    }
    for group in 0..<3 { barePlates[group] = board.plateCounts[group] }
  }

  /// Puts a crate on a cell.
  func place(crate: Int, on cell: Int) {
    crateCell[crate] = Int16(cell)
    crateAt[cell] = Int16(crate)
    blocked[cell] = 1
    let group = ground[cell].plateGroup
    if group >= 0 { barePlates[group] -= 1 }
    liveCrates += 1
    hash ^= hashes.crate(color: board.crateColors[crate], cell: cell)
  }

  private func remove(crate: Int) {
    let cell = Int(crateCell[crate])
    crateCell[crate] = -1
    crateAt[cell] = -1
    blocked[cell] = 0
    let group = ground[cell].plateGroup
    if group >= 0 { barePlates[group] += 1 }
    liveCrates -= 1
    hash ^= hashes.crate(color: board.crateColors[crate], cell: cell)
  }

  /// Sets how often a cell that can change has changed.
  func set(special: Int, changes count: UInt8) {
    let cell = board.specials[special]
    let old = changes[special]
    let kind = board.ground[cell]
    if kind == .key { keysInHand += Int(count) - Int(old) }
    if kind == .lock { keysInHand -= Int(count) - Int(old) }
    hash ^=
      hashes.change(special: special, count: old) ^ hashes.change(special: special, count: count)
    changes[special] = count
    ground[cell] = kind.changed(count)
    if crateAt[cell] < 0 { blocked[cell] = ground[cell] == .hole ? 1 : 0 }
  }

  /// Puts the keepers on their cells.
  func set(keeper: Int, other: Int) {
    self.keeper = keeper
    self.other = other
  }
}

// MARK: Turns

extension Scene {
  /// What a step comes to.
  enum Step {
    /// The keeper cannot go there.
    static let bump = -1
    /// A crate is pushed, if it can, or the board changes.
    static let turn = -2
  }

  /// Returns where a step takes a keeper on `cell` while the other one is on `other`, `Step.bump` or
  /// `Step.turn`.
  @inline(__always)
  func walk(from cell: Int, other: Int, direction: Int) -> Int {
    let target = Int(board.next[4 * cell + direction])
    guard target >= 0, target != other else { return Step.bump }
    guard crateAt[target] < 0 else { return Step.turn }
    switch ground[target] {
    case .plain, .ice, .plank, .plateA, .plateB, .plateC: break
    case .hole: return Step.bump
    case .key: return Step.turn
    case .lock: return keysInHand > 0 ? Step.turn : Step.bump
    case .doorA, .doorB, .doorC:
      guard isOpen(ground[target], cell, other) else { return Step.bump }
    case .lift:
      let partner = Int(board.partner[target])
      guard ground[cell] != .plank else { return Step.turn }
      return partner >= 0 && crateAt[partner] < 0 && partner != other ? partner : target
    }
    return ground[cell] == .plank ? Step.turn : target
  }

  /// Whether an empty door is open to keepers on two cells.
  private func isOpen(_ door: Ground, _ keeper: Int, _ other: Int) -> Bool {
    let group = door.doorGroup
    guard board.plateCounts[group] > 0 else { return false }
    var bare = barePlates[group]
    if ground[keeper].plateGroup == group { bare -= 1 }
    if other >= 0, ground[other].plateGroup == group { bare -= 1 }
    return bare == 0
  }

  /// Returns the turn a keeper takes by stepping where `walk` said `Step.turn`; `nil` if a crate there
  /// cannot be pushed.
  func turn(from cell: Int, other: Int, direction: Int) -> Turn? {
    let target = Int(board.next[4 * cell + direction])
    let crate = Int(crateAt[target])
    var turn = Turn(
      keeper: cell, other: other, direction: direction, target: target, crate: crate, rest: -1,
      vanishes: false, landing: target)
    if crate >= 0 {
      slide(&turn)
      guard turn.rest >= 0 else { return nil }
    }
    let partner = ground[target] == .lift ? Int(board.partner[target]) : -1
    if partner >= 0, partner != other, partner != turn.rest, crateAt[partner] < 0 {
      turn.landing = partner
    }
    return turn
  }

  private func slide(_ turn: inout Turn) {
    var cell = turn.target
    while true {
      let entered = Int(board.next[4 * cell + turn.direction])
      guard entered >= 0, crateAt[entered] < 0, entered != turn.other, entered != turn.keeper
      else { return }
      switch ground[entered] {
      case .lock: return
      case .doorA, .doorB, .doorC:
        guard isOpen(ground[entered], turn.keeper, turn.other) else { return }
        turn.rest = entered
        return
      case .hole:
        turn.vanishes = true
        turn.rest = entered
        return
      case .lift:
        let partner = Int(board.partner[entered])
        let isFree =
          partner >= 0 && partner != turn.target && partner != turn.keeper
          && partner != turn.other && crateAt[partner] < 0
        turn.rest = isFree ? partner : entered
        return
      case .ice:
        turn.rest = entered
        cell = entered
      case .plain, .key, .plank, .plateA, .plateB, .plateC:
        turn.rest = entered
        return
      }
    }
  }

  /// Takes a turn.
  func take(_ turn: borrowing Turn) {
    undoneCount = 0
    if turn.crate >= 0 {
      remove(crate: turn.crate)
      if turn.vanishes {
        change(cellAt: turn.rest)
      } else {
        place(crate: turn.crate, on: turn.rest)
      }
    }
    if board.features.hasEvents {
      if ground[turn.keeper] == .plank { change(cellAt: turn.keeper) }
      if ground[turn.target] == .lock { change(cellAt: turn.target) }
      if ground[turn.landing] == .key { change(cellAt: turn.landing) }
    }
    keeper = turn.landing
    other = turn.other
  }

  private func change(cellAt cell: Int) {
    let special = Int(board.specialIndex[cell])
    undone[undoneCount] = special
    undoneCount += 1
    set(special: special, changes: changes[special] + 1)
  }

  /// Takes back the turn that was taken last.
  func takeBack(_ turn: borrowing Turn) {
    for index in 0..<undoneCount {
      let special = undone[index]
      set(special: special, changes: changes[special] - 1)
    }
    undoneCount = 0
    if turn.crate >= 0 {
      if !turn.vanishes { remove(crate: turn.crate) }
      place(crate: turn.crate, on: turn.target)
    }
    keeper = turn.keeper
    other = turn.other
  }
}
