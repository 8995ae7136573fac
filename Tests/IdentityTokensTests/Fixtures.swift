import Crypto
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

extension SymmetricKey {
  static let sample = SymmetricKey(data: [UInt8](repeating: 7, count: 32))
  static let other = SymmetricKey(data: [UInt8](repeating: 8, count: 32))
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
