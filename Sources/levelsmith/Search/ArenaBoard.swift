/// An arena with the objects of one position laid out on it, to be asked what steps do.
struct ArenaBoard {
  /// What a step does that is not refused.
  struct Step {
    var objects: ArenaState.Objects

    /// Where the keeper who stepped ends.
    var keeper: UInt8

    /// Where the crate stood that was pushed; `Arena.none` if none was.
    var pushed: UInt8

    /// Where the crate ends, if it is still there.
    var crate: UInt8
  }

  /// What becomes of a keeper's step, without the effects.
  enum Walk {
    case refused
    /// It changes nothing but where the keeper stands.
    case free(Int)
    /// It changes a cell.
    case changing
    /// A crate is in the way.
    case pushing
  }

  let arena: Arena
  private(set) var objects: ArenaState.Objects
  private var slots: [UInt8]
  private var kinds: [Arena.Kind]
  private var keys = 0

  init(_ arena: Arena) {
    self.arena = arena
    objects = ArenaState.Objects()
    slots = Array(repeating: Arena.none, count: arena.positions.count)
    kinds = arena.kinds
    lay(arena.start.objects)
  }

  /// Lays out `next` in place of what was there.
  mutating func lay(_ next: ArenaState.Objects) {
    let count = arena.slotColors.count
    for slot in 0..<count where objects.crates[slot] != Arena.none {
      slots[Int(objects.crates[slot])] = Arena.none
    }
    for slot in 0..<count where next.crates[slot] != Arena.none {
      slots[Int(next.crates[slot])] = UInt8(slot)
    }
    if next.changes != objects.changes || next.changes != 0 {
      for cell in arena.changeable { kinds[cell] = arena.kind(of: cell, after: next.changes) }
      keys = arena.keysInHand(next.changes)
    } else if keys != 0 {
      keys = 0
    }
    objects = next
  }

  /// Returns whether a crate stands on `cell`.
  func hasCrate(_ cell: Int) -> Bool { slots[cell] != Arena.none }

  /// Returns what a keeper on `cell` meets in `direction` (an index of `Direction.allCases`) while
  /// the other stands on `other`.
  @inline(__always)
  func walk(_ cell: Int, _ direction: Int, other: Int) -> Walk {
    let target = Int(arena.neighbors[cell * 4 + direction])
    guard target != Int(Arena.none), target != other else { return .refused }
    guard slots[target] == Arena.none else { return .pushing }
    var end = target
    switch kinds[target] {
    case .plain, .ice, .plank: break
    case .hole: return .refused
    case .door:
      guard isOpen(target, cell, other) else { return .refused }
    case .lock: return keys > 0 ? .changing : .refused
    case .key: return .changing
    case .pad:
      let partner = Int(arena.partners[target])
      if partner != Int(Arena.none), slots[partner] == Arena.none, partner != other {
        end = partner
      }
    }
    return kinds[cell] == .plank ? .changing : .free(end)
  }

  /// Returns what a step does, or `nil` if it is refused.
  func step(_ cell: Int, _ direction: Int, other: Int) -> Step? {
    switch walk(cell, direction, other: other) {
    case .refused: nil
    case .free(let end):
      Step(objects: objects, keeper: UInt8(end), pushed: Arena.none, crate: Arena.none)
    case .changing: change(cell, direction)
    case .pushing: push(cell, direction, other: other)
    }
  }

  private func change(_ cell: Int, _ direction: Int) -> Step {
    let target = Int(arena.neighbors[cell * 4 + direction])
    var next = objects
    var end = target
    switch kinds[target] {
    case .lock, .key: next.changes |= arena.changeBits[target]
    case .pad:
      let partner = Int(arena.partners[target])
      if partner != Int(Arena.none), slots[partner] == Arena.none { end = partner }
    case .plain, .hole, .ice, .door, .plank: break
    }
    if kinds[cell] == .plank { next.changes |= arena.changeBits[cell] }
    return Step(objects: next, keeper: UInt8(end), pushed: Arena.none, crate: Arena.none)
  }

  /// Pushes the crate beside `cell` (game.md 2.3).
  private func push(_ cell: Int, _ direction: Int, other: Int) -> Step? {
    let origin = Int(arena.neighbors[cell * 4 + direction])
    let slot = Int(slots[origin])
    guard let rest = rest(of: origin, direction, keeper: cell, other: other) else { return nil }
    var next = objects
    var crate = Arena.none
    if kinds[rest] == .hole {
      next.changes |=
        arena.fillBits[rest] == 0 ? arena.changeBits[rest] : arena.fillBits[rest]
    } else {
      crate = UInt8(rest)
    }
    place(crate, in: slot, of: &next.crates)

    var end = origin
    switch kinds[origin] {
    case .pad:
      let partner = Int(arena.partners[origin])
      if partner != Int(Arena.none), slots[partner] == Arena.none, partner != other,
        partner != rest
      {
        end = partner
      }
    case .key: next.changes |= arena.changeBits[origin]
    case .plain, .hole, .ice, .door, .lock, .plank: break
    }
    if kinds[cell] == .plank { next.changes |= arena.changeBits[cell] }
    return Step(objects: next, keeper: UInt8(end), pushed: UInt8(origin), crate: crate)
  }

  private func rest(of origin: Int, _ direction: Int, keeper: Int, other: Int) -> Int? {
    var cell = origin
    while true {
      let target = Int(arena.neighbors[cell * 4 + direction])
      guard target != Int(Arena.none), slots[target] == Arena.none, target != other,
        target != keeper
      else { break }
      switch kinds[target] {
      case .ice:
        cell = target
        continue
      case .plain, .hole, .key, .plank: return target
      case .lock: break
      case .door:
        if isOpen(target, keeper, other) { return target }
      case .pad:
        let partner = Int(arena.partners[target])
        guard partner != Int(Arena.none), partner != origin, slots[partner] == Arena.none,
          partner != keeper, partner != other
        else { return target }
        return partner
      }
      break
    }
    return cell == origin ? nil : cell
  }

  /// Whether all plates of the door's group are pressed by crates or the keepers on `keeper` and
  /// `other`; what stands in the door is asked for elsewhere.
  private func isOpen(_ door: Int, _ keeper: Int, _ other: Int) -> Bool {
    let plates = arena.plates[arena.groups[door]]
    return !plates.isEmpty
      && plates.allSatisfy {
        slots[Int($0)] != Arena.none || Int($0) == keeper || Int($0) == other
      }
  }

  /// Puts a crate elsewhere and restores the order among those of its colour.
  private func place(_ cell: UInt8, in slot: Int, of crates: inout ArenaState.Slots) {
    let color = arena.slotColors[slot]
    var slot = slot
    while slot > 0, arena.slotColors[slot - 1] == color, crates[slot - 1] > cell {
      crates[slot] = crates[slot - 1]
      slot -= 1
    }
    while slot + 1 < arena.slotColors.count, arena.slotColors[slot + 1] == color,
      crates[slot + 1] < cell
    {
      crates[slot] = crates[slot + 1]
      slot += 1
    }
    crates[slot] = cell
  }
}
