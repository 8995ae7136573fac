import SyncCore

extension PushSync {
  /// The configuration as the wire spells it; `{}` when it is empty, which clears it on the way in.
  var json: JSONValue {
    var members: [JSONMember] = []
    if !applicationARNs.isEmpty {
      members.append(JSONMember("ApplicationArns", .texts(applicationARNs)))
    }
    if let roleARN { members.append(JSONMember("RoleArn", .string(roleARN))) }
    return .object(members)
  }

  /// Creates the configuration in `fields`, or throws the first violated constraint.
  init(fields: WireFields) throws(WireError) {
    let arns = try fields.texts("ApplicationArns") { (text, place) throws(WireError) in
      guard ResourceName.isApplication(text) else {
        throw fields.violation(
          text, at: place, WireConstraint.pattern(ResourceName.applicationPattern))
      }
    }
    self.init(applicationARNs: arns, roleARN: try fields.roleARN())
  }
}

extension CognitoStreams {
  /// The configuration as the wire spells it.
  var json: JSONValue {
    var members: [JSONMember] = []
    if let roleARN { members.append(JSONMember("RoleArn", .string(roleARN))) }
    if let streamName { members.append(JSONMember("StreamName", .string(streamName))) }
    if let status { members.append(JSONMember("StreamingStatus", .string(status.rawValue))) }
    return .object(members)
  }

  /// Creates the configuration in `fields`, or throws the first violated constraint.
  init(fields: WireFields) throws(WireError) {
    self.init(
      streamName: try fields.text("StreamName", length: 1...128), roleARN: try fields.roleARN(),
      status: try fields.choice("StreamingStatus"))
  }
}

extension PoolSyncConfiguration {
  /// The members `CognitoStreams` and `PushSync`, `null` where nothing is configured.
  var members: [JSONMember] {
    [
      JSONMember("CognitoStreams", streams?.json ?? .null),
      JSONMember("PushSync", pushSync?.json ?? .null),
    ]
  }

  /// Creates the configuration in a body's `fields`, or throws the first violated constraint.
  init(fields: WireFields) throws(WireError) {
    self.init(
      pushSync: try fields.fields("PushSync").map { (fields) throws(WireError) in
        try PushSync(fields: fields)
      },
      streams: try fields.fields("CognitoStreams").map { (fields) throws(WireError) in
        try CognitoStreams(fields: fields)
      })
  }
}
