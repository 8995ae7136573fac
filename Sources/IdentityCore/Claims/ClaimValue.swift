/// What a token says under one name; nested objects are left out, for nothing compares them.
package enum ClaimValue: Hashable, Sendable {
  /// A text.
  case text(String)
  /// A whole number within 64 bits.
  case integer(Int64)
  /// Any other number.
  case number(Double)
  /// A Boolean.
  case flag(Bool)
  /// Several values.
  case list([ClaimValue])

  /// The value as rules and tags compare it; nothing for a list.
  package var text: String? {
    switch self {
    case .text(let text): text
    case .integer(let integer): String(integer)
    case .number(let number): String(number)
    case .flag(let flag): String(flag)
    case .list: nil
    }
  }

  /// The texts of a list's elements, or the one of a single value.
  package var texts: [String] {
    switch self {
    case .list(let values): values.compactMap(\.text)
    case .text, .integer, .number, .flag: [text].compactMap(\.self)
    }
  }
}
