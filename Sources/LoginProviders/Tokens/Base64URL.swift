import FoundationEssentials

/// Base 64 in the URL alphabet without padding (RFC 4648, section 5), read strictly: two texts
/// never mean the same bytes.
enum Base64URL {
  static func decode(_ text: Substring) -> [UInt8]? {
    var standard: [UInt8] = []
    standard.reserveCapacity(text.utf8.count + 3)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"): standard.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): standard.append(UInt8(ascii: "/"))
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
      default: standard.append(byte)
      }
    }
    while !standard.count.isMultiple(of: 4) { standard.append(UInt8(ascii: "=")) }
    // Encoding again tells whether unused bits were set.
    guard let data = Data(base64Encoded: Data(standard)),
      data.base64EncodedData() == Data(standard)
    else { return nil }
    return Array(data)
  }
}
