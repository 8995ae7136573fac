extension JSONValue {
  /// Returns a map of texts as an object with sorted names.
  static func map(_ texts: [String: String]) -> JSONValue {
    .object(
      texts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })
  }
}

extension WireFields {
  /// Returns the tokens by provider, empty if there are none (cognito-sync.md 3.2, LoginsMap).
  func logins() throws(WireError) -> [String: String] {
    let logins = try textMap("Logins")
    guard logins.count <= 10 else {
      throw violation(
        "\(logins.count) entries", at: "Logins", "Member must have length less than or equal to 10")
    }
    for (provider, token) in logins {
      guard (1...128).contains(provider.unicodeScalars.count) else {
        throw violation(
          provider, at: "Logins", "Map keys must have length between 1 and 128")
      }
      guard (1...50_000).contains(token.unicodeScalars.count) else {
        throw violation(
          "(\(token.unicodeScalars.count) characters)", at: "Logins.\(provider)",
          "Map values must have length between 1 and 50000")
      }
    }
    return logins
  }
}
