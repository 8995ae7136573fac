import HTTPTypes
package import IdentityCore

/// Makes a role or changes its policies; our own operation, for the owner.
package enum UpdateRole: WireOperation {
  package static let id = OperationID.updateRole
  package static let route = Route.rest(.put, "/roles/{RoleName}")

  /// What the caller sends; what is left out stays as it is.
  package struct Input: Hashable, Sendable {
    /// The role's name.
    package var name: String
    /// Who may take it on: a policy document in JSON.
    package var trustPolicy: String?
    /// What it allows: a policy document in JSON.
    package var permissionPolicy: String?

    /// Creates an input.
    package init(name: String, trustPolicy: String? = nil, permissionPolicy: String? = nil) {
      self.name = name
      self.trustPolicy = trustPolicy
      self.permissionPolicy = permissionPolicy
    }
  }

  package typealias Output = Role

  package static func encode(_ input: Input) -> WireMessage {
    var members: [JSONMember] = []
    if let policy = input.permissionPolicy {
      members.append(JSONMember("PermissionPolicy", .string(policy)))
    }
    if let policy = input.trustPolicy { members.append(JSONMember("TrustPolicy", .string(policy))) }
    return WireMessage(
      labels: ["RoleName": input.name], body: JSONWriter.write(.object(members)))
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    let name = try message.labels.roleName()
    let fields = try WireFields(body: message.body, dialect: .sync)
    return Input(
      name: name, trustPolicy: try fields.text("TrustPolicy", length: 1...131_072),
      permissionPolicy: try fields.text("PermissionPolicy", length: 1...131_072))
  }

  package static func encode(_ output: Output) -> [UInt8] { output.enclosedBody }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    try Role(enclosedBody: body)
  }
}
