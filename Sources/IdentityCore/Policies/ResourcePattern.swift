/// An ARN or many (cognito-sync.md 4.2).
///
/// The first five fields between colons are matched one by one, so that no wildcard crosses from
/// one account or service to another; behind them, `*` also stands for colons and slashes.
package struct ResourcePattern: Hashable, Sendable {
  private static let fieldCount = 6

  /// The pattern as it was written.
  package let text: String
  /// Whether everything matches.
  package let isUniversal: Bool
  private let fields: [Field]

  /// What stands between two colons; the same for all requests unless it has variables.
  private enum Field: Hashable, Sendable {
    case constant([PatternSymbol])
    case variable([PolicyTemplate.Part])

    init(_ parts: some Collection<PolicyTemplate.Part>) {
      let symbols = parts.compactMap { part -> PatternSymbol? in
        switch part {
        case .symbol(let symbol): symbol
        case .variable: nil
        }
      }
      self = symbols.count == parts.count ? .constant(symbols) : .variable(Array(parts))
    }

    func symbols(in context: PolicyContext) -> [PatternSymbol]? {
      switch self {
      case .constant(let symbols): symbols
      case .variable(let parts): PolicyTemplate.symbols(of: parts, in: context)
      }
    }
  }

  /// Reads a pattern, or throws when it is no ARN; variables count unless the document is of an
  /// old version.
  package init(_ text: String, variables: Bool = true) throws(PolicyError) {
    let template = try PolicyTemplate(
      text, variables ? [.wildcards, .variables] : .wildcards)
    guard text == "*" || text.hasPrefix("arn:") else { throw .resource(text) }
    self.text = text
    fields = Self.fields(of: template.parts) {
      $0 == .symbol(.literal(UInt8(ascii: ":")))
    }.map { Field($0) }
    isUniversal = fields == [.constant([.anyMany])]
  }

  /// Tells whether `name` is one of them; nothing when a variable has no single value.
  package func matches(_ name: String, in context: PolicyContext) -> Bool? {
    if isUniversal { return true }
    var patterns: [[PatternSymbol]] = []
    for field in fields {
      guard let symbols = field.symbols(in: context) else { return nil }
      patterns.append(symbols)
    }
    // A pattern that ends early goes on with its last wildcard.
    guard patterns.count == Self.fieldCount || patterns.last?.last == .anyMany else {
      return false
    }
    let parts = Self.fields(of: name.utf8, upTo: patterns.count) { $0 == UInt8(ascii: ":") }
    guard parts.count == patterns.count else { return false }
    return zip(patterns, parts).allSatisfy { $0.matches($1) }
  }

  private static func fields<Text: Collection>(
    of text: Text, upTo count: Int = fieldCount, isColon: (Text.Element) -> Bool
  ) -> [Text.SubSequence] {
    text.split(maxSplits: count - 1, omittingEmptySubsequences: false, whereSeparator: isColon)
  }
}
