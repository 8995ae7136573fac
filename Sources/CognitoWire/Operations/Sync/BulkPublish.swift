import HTTPTypes
package import SyncCore

/// Begins to publish all datasets of a pool to its stream (cognito-sync.md 2.5 #16, 2.8).
package enum BulkPublish: WireOperation {
  package static let id = OperationID.bulkPublish
  package static let route = Route.rest(.post, "/identitypools/{IdentityPoolId}/bulkpublish")

  package typealias Input = IdentityPoolID
  package typealias Output = IdentityPoolID

  package static func encode(_ input: Input) -> WireMessage { WireMessage(labels: input.labels) }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try message.labels.identityPoolID()
  }

  package static func encode(_ output: Output) -> [UInt8] {
    JSONWriter.write(.object([JSONMember("IdentityPoolId", .string(output.rawValue))]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    try WireFields(body: body, dialect: .sync).identityPoolID()
  }
}
