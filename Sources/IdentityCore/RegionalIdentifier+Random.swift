package import SyncCore

extension IdentityID {
  /// Returns a new identifier, or nothing when `region` breaks the grammar.
  package static func random(
    region: String, using generator: inout some RandomNumberGenerator
  ) -> IdentityID? {
    IdentityID("\(region):\(randomUUID(using: &generator))")
  }
}

extension IdentityPoolID {
  /// Returns a new identifier, or nothing when `region` breaks the grammar.
  package static func random(
    region: String, using generator: inout some RandomNumberGenerator
  ) -> IdentityPoolID? {
    IdentityPoolID("\(region):\(randomUUID(using: &generator))")
  }
}

/// Returns a random UUID (RFC 9562, version 4) in lower case.
package func randomUUID(using generator: inout some RandomNumberGenerator) -> String {
  let high = generator.next() & 0xffff_ffff_ffff_0fff | 0x4000
  let low = generator.next() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
  var text: [UInt8] = []
  text.reserveCapacity(36)
  append(high, from: 60, through: 32, to: &text)
  text.append(UInt8(ascii: "-"))
  append(high, from: 28, through: 16, to: &text)
  text.append(UInt8(ascii: "-"))
  append(high, from: 12, through: 0, to: &text)
  text.append(UInt8(ascii: "-"))
  append(low, from: 60, through: 48, to: &text)
  text.append(UInt8(ascii: "-"))
  append(low, from: 44, through: 0, to: &text)
  return String(decoding: text, as: UTF8.self)
}

/// Appends the hexadecimal digits of a word between two of its bits.
private func append(_ word: UInt64, from high: UInt64, through low: UInt64, to text: inout [UInt8])
{
  for shift in stride(from: Int(high), through: Int(low), by: -4) {
    let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
    text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
  }
}
