/// An action or many, such as `cognito-sync:*`, in capital or small letters.
package struct ActionPattern: Hashable, Sendable {
  /// The pattern as it was written.
  package let text: String
  private let symbols: [PatternSymbol]

  /// Reads a pattern, or throws when it names no service.
  package init(_ text: String) throws(PolicyError) {
    guard text == "*" || text.utf8.split(separator: UInt8(ascii: ":")).count == 2 else {
      throw .action(text)
    }
    self.text = text
    var symbols: [PatternSymbol] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "*"): if symbols.last != .anyMany { symbols.append(.anyMany) }
      case UInt8(ascii: "?"): symbols.append(.anyOne)
      default: symbols.append(.literal(byte.smallLetter))
      }
    }
    self.symbols = symbols
  }

  /// Tells whether `action` is one of them.
  package func matches(_ action: String) -> Bool {
    symbols.matches(action.utf8, foldsCase: true)
  }
}
