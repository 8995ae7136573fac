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
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  text.reserveCapacity(36)
  for index in 0..<32 {
    if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
    let word = index < 16 ? high : low
    text.append(digits[Int((word >> UInt64(60 - index % 16 * 4)) & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
