import SyncCore

extension JSONMember {
  static func pool(_ pool: IdentityPoolID) -> JSONMember {
    JSONMember("IdentityPoolId", .string(pool.rawValue))
  }

  static func identity(_ identity: IdentityID?) -> JSONMember {
    JSONMember("IdentityId", .optional(identity?.rawValue))
  }

  static func logins(_ logins: [String: String]) -> JSONMember {
    JSONMember("Logins", .present(logins))
  }

  static func nextToken(_ token: String?) -> JSONMember {
    JSONMember("NextToken", .optional(token))
  }
}
