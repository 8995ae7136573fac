import HTTPTypes
package import IdentityCore

/// Lists all roles; our own operation, for the owner.
package enum ListRoles: WireOperation {
  package static let id = OperationID.listRoles
  package static let route = Route.rest(.get, "/roles")

  package typealias Input = NoInput
  /// The roles, by name.
  package typealias Output = [Role]

  package static func encode(_ input: Input) -> WireMessage { WireMessage() }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input { NoInput() }

  package static func encode(_ output: Output) -> [UInt8] {
    JSONWriter.write(.object([JSONMember("Roles", .array(output.map(\.json)))]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    var roles: [Role] = []
    for json in try WireFields(body: body, dialect: .sync).list("Roles") {
      roles.append(try Role(json: json))
    }
    return roles
  }
}
