import SyncCore

extension SyncRecord {
  /// The record as the wire spells it; explicit nulls as the original service sent them, and the
  /// writing device, which is an addition, only where it is known.
  var json: JSONValue {
    var members = [
      JSONMember(
        "DeviceLastModifiedDate", deviceLastModified.map { .milliseconds($0.milliseconds) } ?? .null
      ),
      JSONMember("Key", .string(key.rawValue)),
      JSONMember("LastModifiedBy", lastModifiedBy.map { .string($0) } ?? .null),
      JSONMember("LastModifiedDate", .milliseconds(lastModified.milliseconds)),
    ]
    if let device = lastModifiedDevice {
      members.append(JSONMember("LastModifiedDevice", .string(device)))
    }
    members.append(JSONMember("SyncCount", .integer(syncCount)))
    members.append(JSONMember("Value", value.map { .string($0) } ?? .null))
    return .object(members)
  }

  /// Creates the record that `json` spells, or throws when a member is missing.
  init(json: JSONValue) throws(WireError) {
    let fields = WireFields(json, dialect: .sync)
    let text = try fields.requiredText("Key")
    guard let key = RecordKey(text), let syncCount = try fields.integer("SyncCount") else {
      throw fields.violation(text, at: "Records", "Member must be a record")
    }
    self.init(
      key: key, value: try fields.text("Value"), syncCount: syncCount,
      lastModified: try fields.timestamp("LastModifiedDate") ?? Timestamp(milliseconds: 0),
      lastModifiedBy: try fields.text("LastModifiedBy"),
      deviceLastModified: try fields.timestamp("DeviceLastModifiedDate"),
      lastModifiedDevice: try fields.text("LastModifiedDevice"))
  }
}

extension WireFields {
  /// Returns the records in the list called `name`.
  func records(_ name: String) throws(WireError) -> [SyncRecord] {
    var records: [SyncRecord] = []
    for json in try list(name) { records.append(try SyncRecord(json: json)) }
    return records
  }
}
