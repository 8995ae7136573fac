/// What changes in play, packed for searching.
///
/// Crates of one colour stay in the same slots and in order within them, so that equal positions are
/// equal bit by bit.
struct ArenaState: Hashable, Sendable {
  /// The cell of up to sixteen crates in two machine words; `Arena.none` for one that is gone.
  struct Slots: Hashable, Sendable {
    private var low = UInt64.max
    private var high = UInt64.max

    /// The cell of the crate in the slot with this index: 0…15.
    subscript(index: Int) -> UInt8 {
      get {
        UInt8(truncatingIfNeeded: (index < 8 ? low : high) >> UInt64((index & 7) * 8))
      }
      set {
        let shift = UInt64((index & 7) * 8)
        let mask = ~(UInt64(255) << shift)
        if index < 8 {
          low = low & mask | UInt64(newValue) << shift
        } else {
          high = high & mask | UInt64(newValue) << shift
        }
      }
    }

    /// Both words in one, which hashes in half the time.
    fileprivate var digest: UInt64 { low &* 0x9e37_79b9_7f4a_7c15 ^ (high &+ (low >> 29)) }
  }

  /// Crates and changed cells: all of a position but its keepers.
  struct Objects: Hashable, Sendable {
    var crates = Slots()

    /// A bit for each hole filled, plank broken, key taken and lock opened.
    var changes: UInt64 = 0

    func hash(into hasher: inout Hasher) { hasher.combine(digest) }

    /// Objects in one word.
    fileprivate var digest: UInt64 { crates.digest &+ changes &* 0xd1b5_4a32_d192_ed03 }
  }

  /// Where the first and the second keeper stand; `Arena.none` for a second who does not exist.
  struct Keepers: Hashable, Sendable {
    var first: UInt8
    var second: UInt8
  }

  var objects: Objects
  var keepers: Keepers

  func hash(into hasher: inout Hasher) {
    let places = UInt64(keepers.first) << 8 | UInt64(keepers.second)
    hasher.combine(objects.digest ^ places &* 0xbf58_476d_1ce4_e5b9)
  }
}
