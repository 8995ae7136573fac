import CognitoWire
import IdentityCore

extension ClaimValue {
  /// Creates a value from JSON; nothing for objects and `null`.
  init?(_ json: JSONValue) {
    switch json {
    case .null, .object: return nil
    case .bool(let flag): self = .flag(flag)
    case .integer(let integer): self = .integer(integer)
    case .double(let number): self = .number(number)
    case .milliseconds(let milliseconds): self = .number(Double(milliseconds) / 1_000)
    case .string(let text): self = .text(text)
    case .array(let elements): self = .list(elements.compactMap(ClaimValue.init))
    }
  }

  /// The value as whole seconds since the epoch, or nothing for a time no clock will show.
  var seconds: Int64? {
    switch self {
    case .integer(let integer): (0..<1_000_000_000_000).contains(integer) ? integer : nil
    case .number(let number): (0..<1e12).contains(number) ? Int64(number) : nil
    case .text, .flag, .list: nil
    }
  }
}

extension [String: ClaimValue] {
  /// Creates claims from the members of an object, of repeated ones the last.
  init(_ json: JSONValue) {
    self = [:]
    guard case .object(let members) = json else { return }
    for member in members { self[member.name] = ClaimValue(member.value) }
  }

  /// Returns a text that is one and is not empty.
  func word(_ name: String) -> String? {
    guard case .text(let text) = self[name], !text.isEmpty else { return nil }
    return text
  }
}
