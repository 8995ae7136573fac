/// A fault of the storage itself; nothing of the failed request was kept.
package struct StorageFailure: Error, Hashable, Sendable {
  /// What the operator has to tell apart.
  package enum Kind: Hashable, Sendable {
    /// No space is left.
    case diskFull
    /// Files cannot be written.
    case readOnly
    /// Files cannot be opened.
    case cannotOpen
    /// The content is damaged, or is no database of this program.
    case corrupt
    /// The content was written by a newer version of the program.
    case tooNew
    /// Somebody else holds the database.
    case busy
    /// The device reported an error.
    case inputOutput
    /// Memory is short.
    case outOfMemory
    /// Another process works on the same data directory.
    case alreadyRunning
    /// The store was closed.
    case closed
    /// Anything else: a fault of this program.
    case unexpected
  }

  /// What the operator has to tell apart.
  package var kind: Kind
  /// What happened and what to do about it.
  package var message: String
  /// What the storage engine said, for the log.
  package var detail: String

  /// Creates a failure from its parts.
  package init(kind: Kind, message: String, detail: String = "") {
    self.kind = kind
    self.message = message
    self.detail = detail
  }
}
