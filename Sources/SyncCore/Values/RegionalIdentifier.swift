/// The grammar shared by pool and identity identifiers, `[\w-]+:[0-9a-f-]+` within 55 characters.
enum RegionalIdentifier {
  static let maximumLength = 55

  /// Tells whether all of `text` follows the grammar.
  ///
  /// The ASCII meaning of `\w` is used: no region has a letter beyond it.
  static func isValid(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count <= maximumLength, let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
      return false
    }
    let region = bytes[..<colon]
    let unique = bytes[bytes.index(after: colon)...]
    return !region.isEmpty && !unique.isEmpty && region.allSatisfy(isWordOrHyphen)
      && unique.allSatisfy(isLowercaseHexOrHyphen)
  }

  private static func isWordOrHyphen(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isLowercaseHexOrHyphen(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
