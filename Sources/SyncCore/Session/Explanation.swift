/// Why a key has the text it has (cognito-sync.md 6.6, 6.8): who wrote it, when, and which rule let
/// it stand.
///
/// The journal behind it is bounded, so for a key that changed long ago and often, less may be
/// known.
///
/// ```swift
/// if let explanation = try notes.explanation(of: "milk") {
///   let writer = explanation.origin.device ?? "some device"
///   show(explanation.isUploaded ? "By \(writer)." : "Only on this device so far.")
/// }
/// ```
public struct Explanation: Hashable, Sendable, CustomStringConvertible {
  /// The key.
  public var key: RecordKey
  /// The text under the key, or nothing if there is none any more.
  public var value: String?
  /// What gave the key this text.
  public var cause: ChangeCause
  /// Who wrote the text, and on which commit it is based.
  ///
  /// For an edit that was not uploaded yet, device and identity are those of the version it replaces.
  public var origin: RecordOrigin
  /// Whether the service has the text, as far as this device knows.
  public var isUploaded: Bool
  /// The text that this one took the place of, or nothing if there was none or it is not known.
  public var replaced: String?
  /// What synchronizations did to the key, newest first.
  public var history: [JournalEntry]
  /// Who wrote what the cause is about.
  private var writer: RecordOrigin

  /// Explains a key by its row and its journal, newest first; nothing if neither knows it.
  package init?(key: RecordKey, record: LocalRecord?, history: [JournalEntry]) {
    guard record != nil || !history.isEmpty else { return nil }
    self.key = key
    self.history = history
    value = record?.value
    isUploaded = !(record?.isDirty ?? false)
    let entry = Self.entry(explaining: record, in: history)
    cause = entry?.cause ?? (record?.isDirty ?? true ? .edited : .received)
    origin = record?.origin ?? entry?.origin ?? RecordOrigin()
    writer = entry?.origin ?? origin
    replaced = entry.map(\.replaced) ?? history.first?.value
  }

  /// One to three plain sentences: what gave the key its text, and what was there before.
  public var description: String {
    var sentences = [
      cause == .edited && value == nil
        ? "Removed on this device\(ChangeCause.date(origin.deviceDate))."
        : cause.sentence(for: writer)
    ]
    if !isUploaded { sentences.append("It is not uploaded yet.") }
    if let replaced, !value.isIdentical(to: replaced) {
      sentences.append("Before, it was '\(replaced.prefix(60))'.")
    }
    return sentences.joined(separator: " ")
  }

  /// Returns the entry that says where the row's text comes from, unless it comes from an edit.
  ///
  /// Edits are numbered, so an entry speaks of the present text if its number is the row's. An
  /// upload only confirms what an earlier entry of that number decided.
  private static func entry(
    explaining record: LocalRecord?, in history: [JournalEntry]
  ) -> JournalEntry? {
    guard let record else {
      // Without a row the newest entry tells of its end, or an edit ended it.
      return history.first?.value == nil ? history.first : nil
    }
    let entries = history.prefix { $0.editSequence == record.editSequence }
    return entries.first { $0.cause != .uploaded } ?? entries.first
  }
}

extension ChangeCause {
  /// Returns what happened, as one sentence.
  func sentence(for origin: RecordOrigin) -> String {
    let count = origin.syncCount > 0 ? ", number \(origin.syncCount) at the service" : ""
    let written = "\(Self.writer(origin))\(Self.date(origin.deviceDate ?? origin.serviceDate))"
    return switch self {
    case .edited:
      "Edited on this device\(Self.date(origin.deviceDate))."
    case .uploaded:
      "Edited on this device\(Self.date(origin.deviceDate)) and uploaded\(count)."
    case .received:
      "Written by \(written)\(count)."
    case .matched:
      "Edited here, and the service already had the same by \(written)\(count)."
    case .changedByService:
      "Changed by the service itself when something was uploaded\(count)."
    case .conflict(let winner, let rule, _):
      "Changed here and by \(written); the rule '\(rule)' decided for \(winner.phrase)."
    case .merged(let dataset, let rule):
      "Taken in from '\(dataset)' by the rule '\(rule)', written\(Self.date(origin.deviceDate))."
    case .moved(let identity, let rule):
      "Came along from \(identity.map { "the identity \($0)" } ?? "the time before signing in")"
        + (rule.map { " by the rule '\($0)'" } ?? "") + "."
    case .keptAfterDeletion:
      "Kept here after the dataset was deleted elsewhere."
    case .datasetDeleted:
      "Gone with the dataset, which was deleted."
    case .dropped:
      "Gone, because the service has no such key any more."
    }
  }

  fileprivate static func date(_ moment: Timestamp?) -> String {
    moment.map { " on \($0.utc)" } ?? ""
  }

  private static func writer(_ origin: RecordOrigin) -> String {
    origin.device.map { "'\($0)'" } ?? origin.identity ?? "an unnamed device"
  }
}

extension ConflictWinner {
  fileprivate var phrase: String {
    switch self {
    case .local: "this device"
    case .remote: "the service's text"
    case .other: "a text made of both"
    }
  }
}
