import HTTPTypes
package import SyncCore

/// Pushes patches to one dataset, all or nothing (cognito-sync.md 2.5 #7, 2.6.2).
package enum UpdateRecords: WireOperation {
  package static let id = OperationID.updateRecords
  package static let route = Route.rest(
    .post, "/identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName}")

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The dataset.
    package var path: DatasetReference
    /// The session that an earlier listing returned.
    package var sessionToken: String
    /// The push endpoint of the sending device, which gets no echo.
    package var deviceID: DeviceID?
    /// What the sending device calls itself; an addition to the original protocol.
    package var deviceName: String?
    /// The changes; keys are distinct.
    package var patches: [RecordPatch]

    /// Creates an input.
    package init(
      path: DatasetReference, sessionToken: String, deviceID: DeviceID? = nil,
      deviceName: String? = nil, patches: [RecordPatch]
    ) {
      self.path = path
      self.sessionToken = sessionToken
      self.deviceID = deviceID
      self.deviceName = deviceName
      self.patches = patches
    }
  }

  /// The records that the commit changed.
  package typealias Output = [SyncRecord]

  package static func encode(_ input: Input) -> WireMessage {
    var members: [JSONMember] = []
    if let device = input.deviceID {
      members.append(JSONMember("DeviceId", .string(device.rawValue)))
    }
    if let name = input.deviceName { members.append(JSONMember("DeviceName", .string(name))) }
    members.append(JSONMember("RecordPatches", .array(input.patches.map(json))))
    members.append(JSONMember("SyncSessionToken", .string(input.sessionToken)))
    return WireMessage(labels: input.path.labels, body: JSONWriter.write(.object(members)))
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    let path = try DatasetReference(labels: message.labels)
    let fields = try WireFields(body: message.body, dialect: .sync)
    var patches: [RecordPatch] = []
    var keys: Set<RecordKey> = []
    for (index, json) in try fields.list("RecordPatches").enumerated() {
      let patch = try patch(json, at: "recordPatches.\(index + 1).member")
      guard keys.insert(patch.key).inserted else {
        throw WireError(
          .invalidParameter, "The key '\(patch.key)' stands more than once in one request.")
      }
      patches.append(patch)
    }
    return Input(
      path: path, sessionToken: try fields.requiredText("SyncSessionToken"),
      deviceID: try fields.deviceID(),
      deviceName: try fields.text("DeviceName", length: 1...64), patches: patches)
  }

  package static func encode(_ output: Output) -> [UInt8] {
    JSONWriter.write(.object([JSONMember("Records", .array(output.map(\.json)))]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    try WireFields(body: body, dialect: .sync).records("Records")
  }

  private static func json(_ patch: RecordPatch) -> JSONValue {
    var members: [JSONMember] = []
    if let date = patch.deviceLastModified {
      members.append(JSONMember("DeviceLastModifiedDate", .milliseconds(date.milliseconds)))
    }
    members.append(JSONMember("Key", .string(patch.key.rawValue)))
    members.append(JSONMember("Op", .string(patch.value == nil ? "remove" : "replace")))
    members.append(JSONMember("SyncCount", .integer(patch.syncCount)))
    if let value = patch.value { members.append(JSONMember("Value", .string(value))) }
    return .object(members)
  }

  private static func patch(
    _ json: JSONValue, at place: String
  ) throws(WireError) -> RecordPatch {
    let fields = WireFields(json, dialect: .sync)
    let text = try fields.requiredText("Key")
    guard let key = RecordKey(text) else {
      throw fields.violation(
        text, at: "\(place).key", "Member must have length between 1 and 1024")
    }
    guard let syncCount = try fields.integer("SyncCount"), syncCount >= 0 else {
      throw fields.violation(
        key.rawValue, at: "\(place).syncCount",
        "Member must have value greater than or equal to 0")
    }
    return RecordPatch(
      key: key, value: try value(fields, key: key, at: place), syncCount: syncCount,
      deviceLastModified: try fields.timestamp("DeviceLastModifiedDate"))
  }

  private static func value(
    _ fields: WireFields, key: RecordKey, at place: String
  ) throws(WireError) -> String? {
    switch try fields.requiredText("Op") {
    case "remove":
      return nil
    case "replace":
      let longest = SyncLimits().valueLength
      guard let value = try fields.text("Value", length: 0...longest) else {
        throw fields.violation(
          key.rawValue, at: "\(place).value", "Member must not be null when Op is replace")
      }
      return value
    case let other:
      throw fields.violation(
        other, at: "\(place).op", "Member must satisfy enum value set: [replace, remove]")
    }
  }
}
