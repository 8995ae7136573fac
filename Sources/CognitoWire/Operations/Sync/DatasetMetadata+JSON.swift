import SyncCore

extension DatasetMetadata {
  /// The dataset as the wire spells it.
  var json: JSONValue {
    .object([
      JSONMember("CreationDate", .milliseconds(created.milliseconds)),
      JSONMember("DataStorage", .integer(Int64(storageBytes))),
      JSONMember("DatasetName", .string(name.rawValue)),
      JSONMember("IdentityId", .string(identity.rawValue)),
      JSONMember("LastModifiedBy", .string(lastModifiedBy)),
      JSONMember("LastModifiedDate", .milliseconds(lastModified.milliseconds)),
      JSONMember("NumRecords", .integer(Int64(recordCount))),
    ])
  }

  /// Creates the metadata that `json` spells, or throws when a member is missing.
  init(json: JSONValue) throws(WireError) {
    let fields = WireFields(json, dialect: .sync)
    let text = try fields.requiredText("DatasetName")
    guard let name = DatasetName(text) else {
      throw fields.violation(text, at: "DatasetName", "Member must be the name of a dataset")
    }
    self.init(
      identity: try fields.identityID(), name: name,
      created: try fields.timestamp("CreationDate") ?? Timestamp(milliseconds: 0),
      lastModified: try fields.timestamp("LastModifiedDate") ?? Timestamp(milliseconds: 0),
      lastModifiedBy: try fields.text("LastModifiedBy") ?? "",
      storageBytes: Int(clamping: try fields.integer("DataStorage") ?? 0),
      recordCount: Int(clamping: try fields.integer("NumRecords") ?? 0))
  }
}

extension DatasetMetadata {
  /// The body `{"Dataset": …}`.
  var enclosedBody: [UInt8] { JSONWriter.write(.object([JSONMember("Dataset", json)])) }

  /// Creates the metadata in a body `{"Dataset": …}`.
  init(enclosedBody body: [UInt8]) throws(WireError) {
    try self.init(json: try WireFields(body: body, dialect: .sync).json["Dataset"] ?? .null)
  }
}
