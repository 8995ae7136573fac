import HTTPTypes
package import SyncCore

/// Deletes one dataset for good and answers what it was (cognito-sync.md 2.5 #8, 2.6.5).
package enum DeleteDataset: WireOperation {
  package static let id = OperationID.deleteDataset
  package static let route = Route.rest(
    .delete, "/identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName}")

  package typealias Input = DatasetReference
  package typealias Output = DatasetMetadata

  package static func encode(_ input: Input) -> WireMessage { WireMessage(labels: input.labels) }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try DatasetReference(labels: message.labels)
  }

  package static func encode(_ output: Output) -> [UInt8] { output.enclosedBody }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    try DatasetMetadata(enclosedBody: body)
  }
}
