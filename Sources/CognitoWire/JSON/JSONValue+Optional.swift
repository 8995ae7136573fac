import SyncCore

extension JSONValue {
  /// Returns a text, or `null` if there is none.
  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// Returns a moment in epoch seconds, or `null` if there is none.
  static func optional(_ moment: Timestamp?) -> JSONValue {
    moment.map { .milliseconds($0.milliseconds) } ?? .null
  }

  /// Returns a list of texts.
  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
