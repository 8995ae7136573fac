/// What conditions and variables of policies can ask about a request (cognito-sync.md 4.2, "Keys").
///
/// Keys are the same in capital and small letters.
package struct PolicyContext: Hashable, Sendable {
  private var values: [String: [String]] = [:]

  /// Creates a context without keys.
  package init() {}

  /// The values of a key; nothing and an empty list are the same.
  package subscript(key: String) -> [String]? {
    get { values[key.lowercased()] }
    set {
      guard let newValue, !newValue.isEmpty else {
        values[key.lowercased()] = nil
        return
      }
      values[key.lowercased()] = newValue
    }
  }

  /// Gives `key` one value, or none.
  package mutating func set(_ key: String, to value: String?) {
    self[key] = value.map { [$0] }
  }
}
