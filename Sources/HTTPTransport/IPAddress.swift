#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A numeric address, of version 4 or 6.
struct IPAddress: Hashable, Sendable {
  /// 4 or 16 bytes, the most significant first.
  let bytes: [UInt8]

  /// Reads an address; nothing for a name.
  init?(_ text: some StringProtocol) {
    for (family, length) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: length)
      if inet_pton(family, String(text), &bytes) == 1 {
        self.bytes = bytes
        return
      }
    }
    return nil
  }

  /// Tells whether nobody but this machine answers there.
  var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
  }

  /// Tells whether a host, by name or address, is this machine.
  static func isThisMachine(_ host: String) -> Bool {
    let host = host.lowercased()
    return host == "localhost" || host.hasSuffix(".localhost")
      || IPAddress(host)?.isLoopback == true
  }
}

/// The addresses that begin with the same bits, such as `10.0.0.0/8`.
struct IPNetwork: Hashable, Sendable {
  private let address: IPAddress
  private let bits: Int

  /// Reads an address, `/` and the number of bits that count.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddress(parts[0]), let bits = Int(parts[1]),
      (0...address.bytes.count * 8).contains(bits)
    else { return nil }
    self.address = address
    self.bits = bits
  }

  /// Tells whether an address is within.
  func contains(_ other: IPAddress) -> Bool {
    guard other.bytes.count == address.bytes.count else { return false }
    return zip(address.bytes, other.bytes).enumerated().allSatisfy { index, pair in
      let counted = min(8, max(0, bits - index * 8))
      // A shift by all eight bits leaves none to ignore.
      return (pair.0 ^ pair.1) & ~(UInt8.max >> counted) == 0
    }
  }
}
