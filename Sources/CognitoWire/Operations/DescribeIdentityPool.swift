package import IdentityCore
package import SyncCore

/// Tells how an identity pool is configured (cognito-sync.md 3.3).
package enum DescribeIdentityPool: WireOperation {
  package static let id = OperationID.describeIdentityPool
  package static let route = Route.target("AWSCognitoIdentityService.DescribeIdentityPool")

  package typealias Input = IdentityPoolID
  package typealias Output = IdentityPool

  package static func encode(_ input: Input) -> WireMessage {
    WireMessage(
      body: JSONWriter.write(
        .object([JSONMember("IdentityPoolId", .string(input.rawValue))])))
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try WireFields(body: message.body, dialect: .identity).identityPoolID()
  }

  package static func encode(_ output: Output) -> [UInt8] { output.body }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    try IdentityPool(body: body)
  }
}
