/// An internet address or a range of them, such as `10.0.0.0/8` (RFC 4632, RFC 4291).
package struct AddressRange: Hashable, Sendable {
  private let bytes: [UInt8]
  private let length: Int

  /// Reads an address or a range, or returns nothing.
  package init?(_ text: String) {
    let pieces = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let bytes = Self.version4(pieces[0]) ?? Self.version6(pieces[0]) else { return nil }
    let length = pieces.count == 2 ? Self.number(pieces[1], upTo: bytes.count * 8) : bytes.count * 8
    guard let length else { return nil }
    // An address of version 4 in the clothes of version 6 is still that address.
    let prefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
    if bytes.count == 16, bytes.starts(with: prefix), length >= 96 {
      self.bytes = Array(bytes[12...])
      self.length = length - 96
    } else {
      self.bytes = bytes
      self.length = length
    }
  }

  /// Tells whether all of `other` lies within.
  package func contains(_ other: AddressRange) -> Bool {
    guard bytes.count == other.bytes.count, length <= other.length else { return false }
    return bytes.indices.allSatisfy { index in
      let bits = min(max(length - index * 8, 0), 8)
      let mask = UInt8(truncatingIfNeeded: 0xff00 >> bits)
      return bytes[index] & mask == other.bytes[index] & mask
    }
  }

  private static func version4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let bytes = parts.compactMap { number($0, upTo: 255).map { UInt8($0) } }
    return parts.count == 4 && bytes.count == 4 ? bytes : nil
  }

  private static func version6(_ text: Substring) -> [UInt8]? {
    let address = text.prefix { $0 != "%" }
    guard let gap = address.firstRange(of: "::") else {
      return groups(address).flatMap { $0.count == 16 ? $0 : nil }
    }
    guard let head = groups(address[..<gap.lowerBound]),
      let tail = groups(address[gap.upperBound...]), head.count + tail.count < 16
    else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// Returns the bytes of groups between colons, of which the last may be an address of version 4.
  private static func groups(_ text: Substring) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, let end = version4(part) {
        bytes += end
      } else {
        guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
          let group = UInt16(part, radix: 16)
        else { return nil }
        bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
      }
    }
    return bytes.count <= 16 ? bytes : nil
  }

  private static func number(_ text: Substring, upTo most: Int) -> Int? {
    guard (1...3).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int(text), number <= most
    else { return nil }
    return number
  }
}
