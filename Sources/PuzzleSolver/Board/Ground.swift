/// What a cell is made of at the moment, as far as it matters to a move.
///
/// Goals and arrows are told by tables of `CompactBoard` and are plain here.
enum Ground: UInt8, BitwiseCopyable {
  case plain, ice, hole, lift, key, lock, plank
  case plateA, plateB, plateC
  case doorA, doorB, doorC

  /// The index of the plate's group, or -1.
  var plateGroup: Int {
    switch self {
    case .plateA: 0
    case .plateB: 1
    case .plateC: 2
    case .plain, .ice, .hole, .lift, .key, .lock, .plank, .doorA, .doorB, .doorC: -1
    }
  }

  /// The index of the door's group, or -1.
  var doorGroup: Int {
    switch self {
    case .doorA: 0
    case .doorB: 1
    case .doorC: 2
    case .plain, .ice, .hole, .lift, .key, .lock, .plank, .plateA, .plateB, .plateC: -1
    }
  }

  /// What it becomes after `changes` of the changes of game.md 1: a hole filled, a plank broken and
  /// then filled, a key taken, a lock opened.
  func changed(_ changes: UInt8) -> Ground {
    guard changes > 0 else { return self }
    return self == .plank && changes == 1 ? .hole : .plain
  }
}
