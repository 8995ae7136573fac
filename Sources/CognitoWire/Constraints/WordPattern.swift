/// A pattern of the wire model made of word characters and some others, such as `[\w._-]+`.
struct WordPattern: Sendable {
  /// The pattern as the model spells it.
  let text: String
  private let others: [UInt8]

  private init(_ text: String, _ others: String) {
    self.text = text
    self.others = Array(others.utf8)
  }

  static let poolName = WordPattern("[\\w\\s+=,.@-]+", " \t\n\r\u{b}\u{c}+=,.@-")
  static let developerProvider = WordPattern("[\\w._-]+", "._-")
  static let providerID = WordPattern("[\\w.;_/-]+", ".;_/-")
  static let userPool = WordPattern("[\\w._:/-]+", "._:/-")
  static let clientID = WordPattern("[\\w_]+", "_")
  static let roleName = WordPattern("[\\w+=,.@-]+", "+=,.@-")

  /// Tells whether all of `text` fits; `\w` has its ASCII meaning, as in the model.
  func fits(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          true
        default: others.contains(byte)
        }
      }
  }
}

extension WireFields {
  /// Returns a text of a bounded length that fits a pattern, or nothing if it is absent.
  func text(
    _ name: String, length: ClosedRange<Int> = 1...128, _ pattern: WordPattern
  ) throws(WireError) -> String? {
    try text(name, length: length, pattern: pattern.text, pattern.fits)
  }

  /// Returns a text of a bounded length that fits a pattern and has to be there.
  func requiredText(
    _ name: String, length: ClosedRange<Int> = 1...128, _ pattern: WordPattern
  ) throws(WireError) -> String {
    guard let text = try text(name, length: length, pattern) else { throw missing(name) }
    return text
  }
}
