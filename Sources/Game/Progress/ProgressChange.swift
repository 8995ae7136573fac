/// A record to write, or to remove where the value is `nil`.
package struct ProgressChange: Hashable, Sendable {
  /// Where a record is kept.
  package enum Scope: Hashable, Sendable {
    /// In the dataset `GameInfo`, which is synchronised.
    case shared
    /// In a store that never leaves the device.
    case device
  }

  /// Where it is kept.
  package let scope: Scope

  /// The key of the record.
  package let key: String

  /// The new value; `nil` removes the record.
  package let value: String?

  /// Creates a change.
  package init(scope: Scope, key: String, value: String?) {
    self.scope = scope
    self.key = key
    self.value = value
  }

  static func shared(_ key: ProgressKey, _ value: String?) -> ProgressChange {
    ProgressChange(scope: .shared, key: key.text, value: value)
  }

  static func device(_ key: ProgressKey, _ value: String?) -> ProgressChange {
    ProgressChange(scope: .device, key: key.text, value: value)
  }
}
