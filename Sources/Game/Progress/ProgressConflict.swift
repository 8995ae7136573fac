/// A record that was changed here and elsewhere; `nil` is a removed one.
package struct ProgressConflict: Hashable, Sendable {
  /// The key of the record.
  package let key: String

  /// The value here.
  package let local: String?

  /// The value there.
  package let remote: String?

  /// Creates a conflict.
  package init(key: String, local: String?, remote: String?) {
    self.key = key
    self.local = local
    self.remote = remote
  }
}
