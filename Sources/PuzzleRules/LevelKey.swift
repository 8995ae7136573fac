/// A `Key: value` line that is kept without being understood.
package struct LevelKey: Hashable, Sendable {
  /// The name before the colon, as written.
  package var name: String

  /// The text after the colon, without the spaces around it.
  package var value: String

  /// Creates a line.
  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
