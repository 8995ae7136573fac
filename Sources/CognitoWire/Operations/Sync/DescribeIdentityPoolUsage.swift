import HTTPTypes
package import SyncCore

/// Tells what all identities of a pool store (cognito-sync.md 2.5 #2).
package enum DescribeIdentityPoolUsage: WireOperation {
  package static let id = OperationID.describeIdentityPoolUsage
  package static let route = Route.rest(.get, "/identitypools/{IdentityPoolId}")

  package typealias Input = IdentityPoolID
  package typealias Output = PoolUsage

  package static func encode(_ input: Input) -> WireMessage { WireMessage(labels: input.labels) }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try message.labels.identityPoolID()
  }

  package static func encode(_ output: Output) -> [UInt8] {
    JSONWriter.write(.object([JSONMember("IdentityPoolUsage", output.json)]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    let fields = try WireFields(body: body, dialect: .sync)
    return try PoolUsage(json: fields.json["IdentityPoolUsage"] ?? .null)
  }
}
