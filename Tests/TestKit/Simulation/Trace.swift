/// What happened in a world: a hash of everything, and the last lines.
package struct Trace: Sendable {
  /// Changes with every line, in order (FNV-1a).
  package private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  /// Lines so far.
  package private(set) var count = 0
  private var ring: [String] = []

  /// Lines that are kept.
  package static let kept = 30

  /// The last lines, oldest first.
  package var lines: [String] {
    let oldest = count % Self.kept
    return count <= Self.kept ? ring : Array(ring[oldest...] + ring[..<oldest])
  }

  mutating func note(_ line: String) {
    var line = line
    hash = line.withUTF8 { bytes in
      bytes.reduce(hash) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
    if ring.count < Self.kept { ring.append(line) } else { ring[count % Self.kept] = line }
    count += 1
  }
}
