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
  let digits = [high, low].map { word in
    let text = String(word, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }.joined()
  var result = ""
  for (index, digit) in digits.enumerated() {
    if [8, 12, 16, 20].contains(index) { result.append("-") }
    result.append(digit)
  }
  return result
}
