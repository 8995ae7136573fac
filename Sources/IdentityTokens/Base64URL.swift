/// Base 64 in the URL alphabet without padding (RFC 4648, section 5), read strictly.
package enum Base64URL {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private static let values: [UInt8] = {
    var table = [UInt8](repeating: .max, count: 256)
    for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
    return table
  }()

  /// Returns `bytes` as text.
  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 4 + 2) / 3)
    var pending: UInt32 = 0
    var bits = 0
    for byte in bytes {
      pending = (pending << 8) | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(alphabet[Int((pending >> UInt32(bits)) & 63)])
      }
    }
    if bits > 0 { text.append(alphabet[Int((pending << UInt32(6 - bits)) & 63)]) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Returns the bytes of `text`, or nothing when it is not what `encode` writes.
  ///
  /// Unused trailing bits have to be zero: otherwise two texts would mean the same bytes, and a
  /// changed token could still pass.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 3 / 4)
    var pending: UInt32 = 0
    var bits = 0
    for character in text.utf8 {
      let value = values[Int(character)]
      guard value != .max else { return nil }
      pending = (pending << 6) | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
      }
    }
    guard bits < 6, pending & ((1 << UInt32(bits)) - 1) == 0 else { return nil }
    return bytes
  }
}
