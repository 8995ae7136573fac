package import SyncCore

/// One commit as a stream tells about it (cognito-sync.md 2.8).
///
/// Unlike elsewhere on the wire, dates are whole milliseconds and the name is `dataSetName`.
package struct StreamMessage: Hashable, Sendable {
  /// Bytes a message with its records may have; instead of a larger one, a stream gets
  /// `body(recordsAt:)`.
  package static let maximumInlineSize = 1_048_576

  /// The commit.
  package var commit: PublishedCommit

  /// Creates the message of a commit.
  package init(_ commit: PublishedCommit) { self.commit = commit }

  /// The message with its records in it, whatever its size.
  package var inlineBody: [UInt8] {
    body(
      records: JSONMember("kinesisSyncRecords", .array(commit.records.map(Self.json))), url: nil)
  }

  /// Returns the message without its records, which are found at `url` as an inline message.
  package func body(recordsAt url: String) -> [UInt8] { body(records: nil, url: url) }

  private func body(records: JSONMember?, url: String?) -> [UInt8] {
    var members = [
      JSONMember("identityPoolId", .string(commit.dataset.pool.rawValue)),
      JSONMember("identityId", .string(commit.dataset.identity.rawValue)),
      JSONMember("dataSetName", .string(commit.dataset.name.rawValue)),
      JSONMember("operation", .string(commit.isDeletion ? "remove" : "replace")),
    ]
    if let records { members.append(records) }
    members += [
      JSONMember("lastModifiedDate", .integer(commit.lastModified.milliseconds)),
      JSONMember("kinesisSyncRecordsURL", .optional(url)),
      JSONMember("payloadType", .string(url == nil ? "Inline" : "S3Url")),
      JSONMember("syncCount", .integer(commit.syncCount)),
    ]
    return JSONWriter.write(.object(members))
  }

  private static func json(_ record: SyncRecord) -> JSONValue {
    let date = record.deviceLastModified.map { JSONValue.integer($0.milliseconds) }
    return .object([
      JSONMember("key", .string(record.key.rawValue)),
      JSONMember("value", .optional(record.value)),
      JSONMember("syncCount", .integer(record.syncCount)),
      JSONMember("lastModifiedDate", .integer(record.lastModified.milliseconds)),
      JSONMember("deviceLastModifiedDate", date ?? .null),
      JSONMember("op", .string(record.isDeleted ? "remove" : "replace")),
    ])
  }
}
