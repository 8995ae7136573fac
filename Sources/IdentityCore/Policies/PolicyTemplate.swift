/// A text of a policy with its variables and wildcards (cognito-sync.md 4.2).
///
/// What a variable stands for is taken literally: a wildcard in it is a character like others.
package struct PolicyTemplate: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case symbol(PatternSymbol)
    case variable(key: String, otherwise: String?)
  }

  /// What a text of a policy may hold besides characters.
  struct Features: OptionSet {
    var rawValue: Int

    /// `*` and `?`.
    static let wildcards = Features(rawValue: 1)
    /// `${key}`, in documents of version 2012-10-17.
    static let variables = Features(rawValue: 2)
  }

  let text: String
  let parts: [Part]

  /// Reads a text, or throws when a variable is broken.
  init(_ text: String, _ features: Features) throws(PolicyError) {
    self.text = text
    var parts: [Part] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "$")
      where features.contains(.variables) && rest.first == UInt8(ascii: "{"):
        rest.removeFirst()
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")),
          let part = Self.variable(Substring(rest[..<end]))
        else { throw .variable(text) }
        parts.append(part)
        rest = rest[rest.index(after: end)...]
      case UInt8(ascii: "*") where features.contains(.wildcards):
        if parts.last != .symbol(.anyMany) { parts.append(.symbol(.anyMany)) }
      case UInt8(ascii: "?") where features.contains(.wildcards):
        parts.append(.symbol(.anyOne))
      default: parts.append(.symbol(.literal(byte)))
      }
    }
    self.parts = parts
  }

  var hasVariables: Bool {
    parts.contains { part in
      switch part {
      case .symbol: false
      case .variable: true
      }
    }
  }

  /// Returns the pattern in `context`, or nothing when a variable has no single value there.
  func symbols(in context: PolicyContext) -> [PatternSymbol]? {
    Self.symbols(of: parts, in: context)
  }

  static func symbols(
    of parts: some Collection<Part>, in context: PolicyContext
  ) -> [PatternSymbol]? {
    var symbols: [PatternSymbol] = []
    symbols.reserveCapacity(parts.count)
    for part in parts {
      switch part {
      case .symbol(let symbol): symbols.append(symbol)
      case .variable(let key, let otherwise):
        let values = context[key] ?? otherwise.map { [$0] } ?? []
        guard values.count == 1 else { return nil }
        symbols += values[0].utf8.map { .literal($0) }
      }
    }
    return symbols
  }

  /// Returns the text in `context`, or nothing when a variable has no single value there.
  func literal(in context: PolicyContext) -> String? {
    guard let symbols = symbols(in: context) else { return nil }
    var bytes: [UInt8] = []
    for case .literal(let byte) in symbols { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads what stands between the braces: `*`, `?`, `$`, a key, or a key and its default.
  private static func variable(_ text: Substring) -> Part? {
    switch text {
    case "*": return .symbol(.literal(UInt8(ascii: "*")))
    case "?": return .symbol(.literal(UInt8(ascii: "?")))
    case "$": return .symbol(.literal(UInt8(ascii: "$")))
    default: break
    }
    let pieces = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    let key = trimmed(pieces[0])
    guard !key.isEmpty, key.utf8.allSatisfy(isOfKey) else { return nil }
    guard pieces.count == 2 else { return .variable(key: String(key), otherwise: nil) }
    let quoted = trimmed(pieces[1])
    guard quoted.count >= 2, quoted.hasPrefix("'"), quoted.hasSuffix("'") else { return nil }
    return .variable(key: String(key), otherwise: String(quoted.dropFirst().dropLast()))
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " }
    return start[
      ..<(start.lastIndex { $0 != " " }.map { start.index(after: $0) } ?? start.startIndex)]
  }

  private static func isOfKey(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "$"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "*"),
      UInt8(ascii: "?"), UInt8(ascii: "'"), 0...0x20, 0x7f:
      false
    default: true
    }
  }
}
