/// Percent-encoding of path segments and query parts as RFC 3986 and Signature Version 4 ask:
/// only `A–Z a–z 0–9 - . _ ~` stay, everything else becomes `%XX` in upper case.
package enum URIEncoding {
  /// Returns the encoded form of the UTF-8 bytes of `text`.
  package static func encode(_ text: some StringProtocol) -> String {
    encode(bytes: text.utf8)
  }

  /// Returns the encoded form of `bytes`.
  package static func encode(bytes: some Sequence<UInt8>) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.underestimatedCount * 3 / 2)
    for byte in bytes { append(byte, to: &output) }
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends the encoded form of one byte.
  package static func append(_ byte: UInt8, to output: inout [UInt8]) {
    if isUnreserved(byte) {
      output.append(byte)
    } else {
      output.append(UInt8(ascii: "%"))
      output.append(upperHex(byte >> 4))
      output.append(upperHex(byte & 0x0f))
    }
  }

  /// Returns the text that `text` encodes, or nothing when an escape is broken or the bytes are
  /// not UTF-8.
  ///
  /// - Parameter plusIsSpace: Whether `+` means a space, as in form bodies.
  package static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    decode(Substring(text), plusIsSpace: plusIsSpace)
  }

  /// Returns the text that `text` encodes, like the other form; for the parts of each request.
  package static func decode(_ text: Substring, plusIsSpace: Bool = false) -> String? {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = bytes.next().flatMap(hexValue), let low = bytes.next().flatMap(hexValue)
        else { return nil }
        output.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace:
        output.append(UInt8(ascii: " "))
      default:
        output.append(byte)
      }
    }
    return String(validating: output, as: UTF8.self)
  }

  /// Returns the decoded name and value pairs of a query or a form body, in order, or nothing when
  /// one of them is broken.
  ///
  /// A part without `=` has an empty value; empty parts are skipped.
  package static func decodePairs(
    _ query: some StringProtocol, plusIsSpace: Bool = false
  ) -> [(name: String, value: String)]? {
    var pairs: [(name: String, value: String)] = []
    for part in Substring(query).utf8.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      guard let name = decode(Substring(part[..<equals]), plusIsSpace: plusIsSpace),
        let value = decode(Substring(part[equals...].dropFirst()), plusIsSpace: plusIsSpace)
      else { return nil }
      pairs.append((name, value))
    }
    return pairs
  }

  /// Tells whether a byte stays as it is.
  package static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func upperHex(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
