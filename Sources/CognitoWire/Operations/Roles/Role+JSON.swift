import IdentityCore

extension Role {
  /// The role as the wire spells it; its policies are enclosed as texts.
  var json: JSONValue {
    .object([
      JSONMember("PermissionPolicy", .string(permissionPolicy)),
      JSONMember("RoleName", .string(name)),
      JSONMember("TrustPolicy", .string(trustPolicy)),
    ])
  }

  /// Creates the role that `json` spells, or throws when a member is missing.
  init(json: JSONValue) throws(WireError) {
    let fields = WireFields(json, dialect: .sync)
    self.init(
      name: try fields.requiredText("RoleName"),
      trustPolicy: try fields.requiredText("TrustPolicy"),
      permissionPolicy: try fields.requiredText("PermissionPolicy"))
  }

  /// The body `{"Role": …}`.
  var enclosedBody: [UInt8] { JSONWriter.write(.object([JSONMember("Role", json)])) }

  /// Creates the role in a body `{"Role": …}`.
  init(enclosedBody body: [UInt8]) throws(WireError) {
    try self.init(json: try WireFields(body: body, dialect: .sync).json["Role"] ?? .null)
  }
}

extension [String: String] {
  /// Returns the role a path names, or throws the refusal of a malformed name.
  func roleName() throws(WireError) -> String {
    let name = self["RoleName"] ?? ""
    guard name.utf8.count <= 64, WordPattern.roleName.fits(name) else {
      throw WireFields.violation(
        name, at: "roleName",
        WireConstraint.pattern(WordPattern.roleName.text) + " and have length between 1 and 64",
        .sync)
    }
    return name
  }
}
