/// A generator of numbers that a seed decides, the same everywhere and for ever (SplitMix64).
struct SmithGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates the generator of one stream of many with the same seed.
  init(seed: UInt64, stream: UInt64 = 0) {
    state = SmithGenerator.mixed(seed &+ 0x9e37_79b9_7f4a_7c15 &* (stream &+ 1))
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return SmithGenerator.mixed(state)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  /// Returns whether something with this chance (0…1) happens.
  mutating func happens(_ chance: Double) -> Bool {
    Double.random(in: 0..<1, using: &self) < chance
  }

  /// Returns one of `elements`, or `nil` if there are none.
  mutating func pick<Elements: RandomAccessCollection>(
    _ elements: Elements
  ) -> Elements.Element? {
    guard !elements.isEmpty else { return nil }
    let offset = Int.random(in: 0..<elements.count, using: &self)
    return elements[elements.index(elements.startIndex, offsetBy: offset)]
  }
}
