import HTTPTypes
package import IdentityCore

/// Tells what a role allows and to whom; our own operation, for the owner.
package enum DescribeRole: WireOperation {
  package static let id = OperationID.describeRole
  package static let route = Route.rest(.get, "/roles/{RoleName}")

  /// The role's name.
  package typealias Input = String
  package typealias Output = Role

  package static func encode(_ input: Input) -> WireMessage {
    WireMessage(labels: ["RoleName": input])
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try message.labels.roleName()
  }

  package static func encode(_ output: Output) -> [UInt8] { output.enclosedBody }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    try Role(enclosedBody: body)
  }
}
