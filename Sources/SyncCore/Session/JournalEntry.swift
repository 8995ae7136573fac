/// What a synchronization, a change of identity or a conflict once did to a key of a dataset.
///
/// Texts of more than 4,096 UTF-8 bytes are kept by their beginning and end with `…`.
///
/// ```swift
/// let former = explanation.history.filter(\.changesText).compactMap(\.replaced)
/// ```
public struct JournalEntry: Hashable, Sendable, CustomStringConvertible {
  /// The most UTF-8 bytes that are kept of a text.
  public static let maximumTextBytes = 4_096

  /// The key.
  public var key: RecordKey
  /// This device's clock when it happened.
  public var moment: Timestamp
  /// What happened.
  public var cause: ChangeCause
  /// The text under the key afterwards, or nothing if the key was removed.
  public var value: String?
  /// The text under the key before, or nothing if there was none.
  public var replaced: String?
  /// Who wrote the text that stands afterwards, or, for a conflict, the one the service held.
  public var origin: RecordOrigin
  /// The number of the row's last edit on this device, which tells whether another came since.
  package var editSequence: Int64

  /// Creates an entry from its parts; longer texts are cut.
  package init(
    key: RecordKey, moment: Timestamp, cause: ChangeCause, value: String?, replaced: String?,
    origin: RecordOrigin, editSequence: Int64
  ) {
    self.key = key
    self.moment = moment
    self.cause = cause.abridged
    self.value = value?.abridged
    self.replaced = replaced?.abridged
    self.origin = origin
    self.editSequence = editSequence
  }

  /// Tells whether the text under the key became another.
  public var changesText: Bool { !value.isIdentical(to: replaced) }

  /// The moment and what happened, as one sentence.
  public var description: String { "\(moment.utc): \(cause.sentence(for: origin))" }
}

extension ChangeCause {
  fileprivate var abridged: ChangeCause {
    switch self {
    case .conflict(let winner, let rule, let remote):
      .conflict(winner, rule: rule, remote: remote?.abridged)
    case .edited, .uploaded, .received, .matched, .changedByService, .merged, .moved,
      .keptAfterDeletion, .datasetDeleted, .dropped:
      self
    }
  }
}

extension String {
  /// The text, or as much of its beginning as a journal keeps.
  fileprivate var abridged: String {
    let most = JournalEntry.maximumTextBytes
    guard utf8.count > most else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: most)
    // A character is kept whole or not at all.
    while end.samePosition(in: unicodeScalars) == nil { utf8.formIndex(before: &end) }
    return self[..<end] + "…"
  }
}
