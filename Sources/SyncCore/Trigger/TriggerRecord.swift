/// One record as a trigger sees and answers it (cognito-sync.md 2.7).
package struct TriggerRecord: Hashable, Sendable {
  /// What is to become of a record.
  package enum Operation: String, CaseIterable, Hashable, Sendable {
    /// It is written.
    case replace
    /// It is removed.
    case remove
    /// It stays as it is.
    case keep = "none"
  }

  /// The text before the commit; nothing for a new key.
  package var oldValue: String?
  /// The text afterwards; nothing for a removed key.
  package var newValue: String?
  /// What is to become of the record; in an answer without it, the new text decides.
  package var operation: Operation?

  /// Creates a record from its parts.
  package init(oldValue: String? = nil, newValue: String?, operation: Operation?) {
    self.oldValue = oldValue
    self.newValue = newValue
    self.operation = operation
  }
}
