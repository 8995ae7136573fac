import IdentityTokens
import Synchronization

extension Entropy {
  /// Counts up from `seed`: every draw differs, every run is the same.
  static func counting(from seed: UInt8 = 1) -> Entropy {
    let next = Box(seed)
    return Entropy { count in (0..<count).map { _ in next.advance() } }
  }
}

final class Box: Sendable {
  private let value: Mutex<UInt8>

  init(_ value: UInt8) { self.value = Mutex(value) }

  func advance() -> UInt8 {
    value.withLock { value in
      value &+= 37
      return value
    }
  }
}

extension SymmetricKeyRing {
  static let sample = SymmetricKeyRing(created: 0, entropy: .counting(from: 7))
  static let other = SymmetricKeyRing(created: 0, entropy: .counting(from: 8))

  /// A ring that has just changed its key, and when that was.
  static var rotated: (ring: SymmetricKeyRing, at: Int64) {
    var ring = sample
    _ = ring.rotateIfDue(at: signingPeriod, entropy: .counting(from: 9))
    return (ring, signingPeriod)
  }

  /// The ring as it is when its retired keys are forgotten.
  func afterRetirement(at now: Int64) -> SymmetricKeyRing {
    var ring = self
    _ = ring.rotateIfDue(at: now + Self.retirementPeriod, entropy: .counting())
    return ring
  }
}

/// Every text that differs from `text` in the bits of one byte.
func mutations(of text: String) -> [String] {
  let bytes = Array(text.utf8)
  return bytes.indices.map { index in
    var changed = bytes
    changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
    return String(decoding: changed, as: UTF8.self)
  }
}
