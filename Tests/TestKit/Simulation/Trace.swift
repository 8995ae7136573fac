/// What happened in a world: a hash of everything, and the last lines.
package struct Trace: Sendable {
  /// Changes with every line, in order (FNV-1a).
  package private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  /// The last lines, oldest first.
  package private(set) var lines: [String] = []
  /// Lines so far.
  package private(set) var count = 0

  /// Lines that are kept.
  package static let kept = 30

  mutating func note(_ line: String) {
    count += 1
    for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    lines.append(line)
    if lines.count > Self.kept { lines.removeFirst() }
  }
}

/// An invariant that does not hold.
package struct Violation: Error, CustomStringConvertible {
  /// What is wrong, the seed, and what led to it.
  package let description: String

  init(_ sentence: String, seed: UInt64, trace: Trace) {
    description = """
      \(sentence)
      seed \(seed), step \(trace.count); run it again with World(seed: \(seed), …)
      \(trace.lines.joined(separator: "\n"))
      """
  }
}
