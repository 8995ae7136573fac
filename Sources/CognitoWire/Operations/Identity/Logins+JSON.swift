extension JSONValue {
  /// Returns a map of texts as an object with sorted names.
  static func map(_ texts: [String: String]) -> JSONValue {
    .object(
      texts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })
  }

  /// Returns a map of texts, or `null` if it is empty.
  static func present(_ texts: [String: String]) -> JSONValue {
    texts.isEmpty ? .null : .map(texts)
  }

  /// Returns a list of texts, or `null` if it is empty.
  static func present(_ texts: [String]) -> JSONValue { texts.isEmpty ? .null : .texts(texts) }
}

extension WireFields {
  /// Returns the tokens by provider, empty if there are none (cognito-sync.md 3.2, LoginsMap).
  func logins() throws(WireError) -> [String: String] {
    try textMap("Logins", entries: 10, keys: 1...128, values: 1...50_000)
  }

  /// Returns the tokens by provider, which have to be there, be they none.
  func requiredLogins() throws(WireError) -> [String: String] {
    guard json["Logins"] != nil else { throw missing("Logins") }
    return try logins()
  }
}
