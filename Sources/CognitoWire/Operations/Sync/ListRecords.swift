import HTTPTypes
package import SyncCore

/// Lists what changed in one dataset since a count (cognito-sync.md 2.5 #6, 2.6.3).
package enum ListRecords: WireOperation {
  package static let id = OperationID.listRecords
  package static let route = Route.rest(
    .get, "/identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName}/records")

  /// The most records on a page; larger wishes are cut silently.
  package static let maximumPageSize = 1_024

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The dataset.
    package var path: DatasetReference
    /// The count up to which the caller has everything; zero for nothing.
    package var lastSyncCount: SyncCount
    /// Where the page begins, from an earlier answer.
    package var nextToken: String?
    /// Records wanted on the page; nothing asks for all there are.
    package var pageSize: Int?
    /// A session to go on with.
    package var sessionToken: String?

    /// Creates an input.
    package init(
      path: DatasetReference, lastSyncCount: SyncCount = 0, nextToken: String? = nil,
      pageSize: Int? = nil, sessionToken: String? = nil
    ) {
      self.path = path
      self.lastSyncCount = lastSyncCount
      self.nextToken = nextToken
      self.pageSize = pageSize
      self.sessionToken = sessionToken
    }
  }

  package typealias Output = RecordsListing

  package static func encode(_ input: Input) -> WireMessage {
    var query = [WireQueryItem("lastSyncCount", String(input.lastSyncCount))]
    if let size = input.pageSize { query.append(WireQueryItem("maxResults", String(size))) }
    if let token = input.nextToken { query.append(WireQueryItem("nextToken", token)) }
    if let token = input.sessionToken { query.append(WireQueryItem("syncSessionToken", token)) }
    return WireMessage(labels: input.path.labels, query: query)
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    let since = message.query("lastSyncCount") ?? "0"
    guard let lastSyncCount = SyncCount(since), lastSyncCount >= 0 else {
      throw WireFields.violation(
        since, at: "lastSyncCount", "Member must have value greater than or equal to 0", .sync)
    }
    return Input(
      path: try DatasetReference(labels: message.labels), lastSyncCount: lastSyncCount,
      nextToken: message.query("nextToken"),
      pageSize: try message.pageSize(maximum: maximumPageSize),
      sessionToken: message.query("syncSessionToken"))
  }

  package static func encode(_ output: Output) -> [UInt8] {
    let merged = output.mergedDatasetNames.map { JSONValue.string($0.rawValue) }
    return JSONWriter.write(
      .object([
        JSONMember("Count", .integer(Int64(output.records.count))),
        JSONMember(
          "DatasetDeletedAfterRequestedSyncCount",
          .bool(output.datasetDeletedAfterRequestedSyncCount)),
        JSONMember("DatasetExists", .bool(output.datasetExists)),
        JSONMember("DatasetSyncCount", .integer(output.datasetSyncCount)),
        JSONMember("FullListing", .bool(output.isFullListing)),
        JSONMember("LastModifiedBy", output.lastModifiedBy.map { .string($0) } ?? .null),
        JSONMember("MergedDatasetNames", merged.isEmpty ? .null : .array(merged)),
        JSONMember("NextToken", output.nextToken.map { .string($0) } ?? .null),
        JSONMember("Records", .array(output.records.map(\.json))),
        JSONMember("SyncSessionToken", .string(output.sessionToken)),
      ]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    let fields = try WireFields(body: body, dialect: .sync)
    var merged: [DatasetName] = []
    for case .string(let text) in try fields.list("MergedDatasetNames") {
      if let name = DatasetName(text) { merged.append(name) }
    }
    return RecordsListing(
      records: try fields.records("Records"), nextToken: try fields.text("NextToken"),
      datasetSyncCount: try fields.integer("DatasetSyncCount") ?? 0,
      lastModifiedBy: try fields.text("LastModifiedBy"), mergedDatasetNames: merged,
      datasetExists: try fields.bool("DatasetExists") ?? false,
      datasetDeletedAfterRequestedSyncCount:
        try fields.bool("DatasetDeletedAfterRequestedSyncCount") ?? false,
      sessionToken: try fields.requiredText("SyncSessionToken"),
      isFullListing: try fields.bool("FullListing") ?? false)
  }
}
