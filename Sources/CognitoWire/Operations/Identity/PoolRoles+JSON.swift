import IdentityCore

extension PoolRoles {
  private static let authenticatedName = "authenticated"
  private static let unauthenticatedName = "unauthenticated"

  /// The members `RoleMappings` and `Roles`.
  var members: [JSONMember] {
    var roles: [JSONMember] = []
    if let authenticated {
      roles.append(JSONMember(Self.authenticatedName, .string(authenticated)))
    }
    if let unauthenticated {
      roles.append(JSONMember(Self.unauthenticatedName, .string(unauthenticated)))
    }
    let mappings = mappings.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value.json) }
    return [
      JSONMember("RoleMappings", mappings.isEmpty ? .null : .object(mappings)),
      JSONMember("Roles", .object(roles)),
    ]
  }

  /// Creates the roles in `fields`, or throws the first violated constraint (cognito-sync.md 3.2,
  /// "RolesMap", "RoleMappingMap").
  init(fields: WireFields) throws(WireError) {
    guard fields.json["Roles"] != nil else { throw fields.missing("Roles") }
    let roles = try fields.textMap("Roles", entries: 2, keys: 1...128, values: 20...2_048)
    for name in roles.keys where ![Self.authenticatedName, Self.unauthenticatedName].contains(name)
    {
      throw fields.violation(name, at: "Roles", WireConstraint.pattern("(un)?authenticated"))
    }
    self.init(
      authenticated: roles[Self.authenticatedName],
      unauthenticated: roles[Self.unauthenticatedName], mappings: try fields.roleMappings())
  }
}

extension WireFields {
  fileprivate func roleMappings() throws(WireError) -> [String: RoleMapping] {
    guard let map = try fields("RoleMappings"), case .object(let members) = map.json else {
      return [:]
    }
    guard members.count <= 10 else {
      throw violation("\(members.count) entries", at: "RoleMappings", WireConstraint.atMost(10))
    }
    var mappings: [String: RoleMapping] = [:]
    for member in members where member.value != .null {
      guard (1...128).contains(member.name.unicodeScalars.count) else {
        throw violation(member.name, at: "RoleMappings", WireConstraint.keys(1...128))
      }
      mappings[member.name] = try RoleMapping(
        fields: WireFields(member.value, dialect: dialect))
    }
    return mappings
  }
}
