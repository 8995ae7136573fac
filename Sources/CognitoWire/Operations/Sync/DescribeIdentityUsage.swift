import HTTPTypes
package import SyncCore

/// Tells what one identity stores (cognito-sync.md 2.5 #3).
package enum DescribeIdentityUsage: WireOperation {
  package static let id = OperationID.describeIdentityUsage
  package static let route = Route.rest(
    .get, "/identitypools/{IdentityPoolId}/identities/{IdentityId}")

  package typealias Input = IdentityPath
  package typealias Output = IdentityUsage

  package static func encode(_ input: Input) -> WireMessage { WireMessage(labels: input.labels) }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try IdentityPath(labels: message.labels)
  }

  package static func encode(_ output: Output) -> [UInt8] {
    let usage = JSONValue.object([
      JSONMember("DataStorage", .integer(Int64(output.storageBytes))),
      JSONMember("DatasetCount", .integer(Int64(output.datasetCount))),
      JSONMember("IdentityId", .string(output.identity.rawValue)),
      JSONMember("IdentityPoolId", .string(output.pool.rawValue)),
      JSONMember("LastModifiedDate", .milliseconds(output.lastModified.milliseconds)),
    ])
    return JSONWriter.write(.object([JSONMember("IdentityUsage", usage)]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    guard let usage = try WireFields(body: body, dialect: .sync).fields("IdentityUsage") else {
      throw WireFields.violation("null", at: "IdentityUsage", WireConstraint.notNull, .sync)
    }
    return IdentityUsage(
      identity: try usage.identityID(), pool: try usage.identityPoolID(),
      lastModified: try usage.timestamp("LastModifiedDate") ?? Timestamp(milliseconds: 0),
      datasetCount: Int(clamping: try usage.integer("DatasetCount") ?? 0),
      storageBytes: Int(clamping: try usage.integer("DataStorage") ?? 0))
  }
}
