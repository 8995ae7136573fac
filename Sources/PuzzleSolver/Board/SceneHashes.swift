/// Random numbers whose exclusive or is the hash of a scene; the same in every run.
final class SceneHashes {
  private let crates: FlatBuffer<UInt64>
  private let keepers: FlatBuffer<UInt64>
  private let changes: FlatBuffer<UInt64>
  private let cellCount: Int

  init(_ board: CompactBoard) {
    cellCount = board.cellCount
    crates = FlatBuffer(repeating: 0, count: 4 * cellCount)
    keepers = FlatBuffer(repeating: 0, count: cellCount)
    changes = FlatBuffer(repeating: 0, count: 3 * board.specials.count)
    var generator = Mixer()
    for index in 0..<crates.count { crates[index] = generator.next() }
    for index in 0..<keepers.count { keepers[index] = generator.next() }
    for index in 0..<changes.count where index % 3 != 0 { changes[index] = generator.next() }
  }

  /// The memory it takes, in bytes.
  var bytes: Int { crates.bytes + keepers.bytes + changes.bytes }

  /// The share of a crate.
  @inline(__always)
  func crate(color: UInt8, cell: Int) -> UInt64 { crates[Int(color) * cellCount + cell] }

  /// The share of a cell that has changed; none for no change.
  @inline(__always)
  func change(special: Int, count: UInt8) -> UInt64 { changes[3 * special + Int(count)] }

  /// The share of the keepers; the second is -1 if there is none, and the order tells nothing.
  @inline(__always)
  func keepers(_ first: Int, _ second: Int) -> UInt64 {
    second < 0 ? keepers[first] : keepers[first] ^ keepers[second]
  }
}

/// Sebastiano Vigna's SplitMix64.
private struct Mixer {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
