/// Durations of one kind, of which the middle and the slow end are told.
struct Samples: Sendable {
  private(set) var nanoseconds: [Int64] = []

  mutating func add(_ duration: Duration) {
    nanoseconds.append(
      duration.components.seconds * 1_000_000_000
        + duration.components.attoseconds / 1_000_000_000)
  }

  mutating func add(nanoseconds: Int64) { self.nanoseconds.append(nanoseconds) }

  /// Makes room for `count` durations.
  mutating func reserve(_ count: Int) { nanoseconds.reserveCapacity(count) }

  mutating func add(contentsOf other: Samples) { nanoseconds += other.nanoseconds }

  /// The duration that a share of all do not exceed, in milliseconds.
  func milliseconds(atShare share: Double) -> Double {
    let sorted = nanoseconds.sorted()
    guard let last = sorted.indices.last else { return .nan }
    return Double(sorted[min(last, Int(Double(sorted.count) * share))]) / 1_000_000
  }
}
