package import IdentityCore

/// Makes an identity pool (cognito-sync.md 3.3).
package enum CreateIdentityPool: WireOperation {
  package static let id = OperationID.createIdentityPool
  package static let route = Route.target("AWSCognitoIdentityService.CreateIdentityPool")

  package typealias Input = IdentityPoolConfiguration
  package typealias Output = IdentityPool

  package static func encode(_ input: Input) -> WireMessage {
    WireMessage(
      body: JSONWriter.write(.object(input.members.sorted { $0.name < $1.name })))
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try IdentityPoolConfiguration(
      fields: try WireFields(body: message.body, dialect: .identity))
  }

  package static func encode(_ output: Output) -> [UInt8] { output.body }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    try IdentityPool(body: body)
  }
}
