import SyncCore

extension PoolUsage {
  /// The usage as the wire spells it.
  var json: JSONValue {
    .object([
      JSONMember("DataStorage", .integer(Int64(storageBytes))),
      JSONMember("IdentityPoolId", .string(pool.rawValue)),
      JSONMember("LastModifiedDate", .optional(lastModified)),
      JSONMember("SyncSessionsCount", .integer(Int64(sessionCount))),
    ])
  }

  /// Creates the usage that `json` spells, or throws when a member is missing.
  init(json: JSONValue) throws(WireError) {
    let fields = WireFields(json, dialect: .sync)
    self.init(
      pool: try fields.identityPoolID(),
      sessionCount: Int(clamping: try fields.integer("SyncSessionsCount") ?? 0),
      storageBytes: Int(clamping: try fields.integer("DataStorage") ?? 0),
      lastModified: try fields.timestamp("LastModifiedDate"))
  }
}
