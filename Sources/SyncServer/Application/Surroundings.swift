package import IdentityTokens
package import SyncCore

/// The clock and the chance that the service lives with.
package struct Surroundings: Sendable {
  /// Returns the wall time.
  package var now: @Sendable () -> Timestamp
  /// Draws unpredictable bytes.
  package var entropy: Entropy

  /// Creates surroundings from their parts.
  package init(now: @escaping @Sendable () -> Timestamp, entropy: Entropy) {
    self.now = now
    self.entropy = entropy
  }

  /// Returns a random UUID (version 4) in lower case.
  func uniqueID() -> String {
    var bytes = entropy.bytes(16)
    bytes[6] = (bytes[6] & 0x0f) | 0x40
    bytes[8] = (bytes[8] & 0x3f) | 0x80
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
