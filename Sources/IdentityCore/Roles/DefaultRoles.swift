package import SyncCore

/// The two roles that a pool is made with (cognito-sync.md 3.8).
///
/// Both allow the same, as those made by the original console did: an identity's own data is kept
/// apart by the service itself. They are named after the pool, with its whole identifier, so that
/// two pools of one name have roles of their own.
package struct DefaultRoles: Hashable, Sendable {
  /// The role for identities with a login.
  package let authenticated: Role
  /// The role for guests.
  package let unauthenticated: Role
  /// Which is for whom.
  package let poolRoles: PoolRoles

  /// Creates the roles of `pool` in an account of 12 digits.
  package init(for pool: IdentityPool, account: String) {
    let authenticated = Self.role(pool, kind: "Auth", amr: "authenticated")
    let unauthenticated = Self.role(pool, kind: "Unauth", amr: "unauthenticated")
    self.authenticated = authenticated
    self.unauthenticated = unauthenticated
    poolRoles = PoolRoles(
      authenticated: RoleName.arn(authenticated.name, account: account),
      unauthenticated: RoleName.arn(unauthenticated.name, account: account))
  }

  /// Both roles.
  package var roles: [Role] { [authenticated, unauthenticated] }

  /// What both roles allow.
  package static let permissionPolicy = """
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["mobileanalytics:PutEvents", "cognito-sync:*"],
          "Resource": "*"
        }
      ]
    }
    """

  /// Returns who may take a role on: the identities of one pool whose token says `amr`, with tags
  /// or without.
  package static func trustPolicy(for pool: IdentityPoolID, amr: String) -> String {
    trustPolicy(
      for: pool, amr: amr, actions: #"["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]"#)
  }

  /// Returns a role made when the default trust policies did not allow tags as it is made now;
  /// nothing for any other role, above all one whose trust policy the owner has changed.
  package static func renewed(_ role: Role) -> Role? {
    let parts = role.trustPolicy.split(separator: "\"", omittingEmptySubsequences: false)
    guard let key = parts.firstIndex(of: "cognito-identity.amazonaws.com:aud"),
      parts.indices.contains(key + 2), let pool = IdentityPoolID(String(parts[key + 2])),
      let amr = ["authenticated", "unauthenticated"].first(where: {
        role.trustPolicy
          == trustPolicy(for: pool, amr: $0, actions: #""sts:AssumeRoleWithWebIdentity""#)
      })
    else { return nil }
    var role = role
    role.trustPolicy = trustPolicy(for: pool, amr: amr)
    return role
  }

  private static func trustPolicy(
    for pool: IdentityPoolID, amr: String, actions: String
  ) -> String {
    """
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"Federated": "cognito-identity.amazonaws.com"},
          "Action": \(actions),
          "Condition": {
            "StringEquals": {"cognito-identity.amazonaws.com:aud": "\(pool)"},
            "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "\(amr)"}
          }
        }
      ]
    }
    """
  }

  private static func role(_ pool: IdentityPool, kind: String, amr: String) -> Role {
    Role(
      name: "Cognito_\(label(pool.configuration.name))\(kind)_Role_\(unique(pool.id))",
      trustPolicy: trustPolicy(for: pool.id, amr: amr), permissionPolicy: permissionPolicy)
  }

  /// Returns what of the name may stand in that of a role, short enough for its 64 characters.
  private static func label(_ name: String) -> String {
    let kept = name.utf8.filter { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    return String(decoding: kept.prefix(12), as: UTF8.self)
  }

  private static func unique(_ id: IdentityPoolID) -> String {
    let unique = id.rawValue.drop { $0 != ":" }.dropFirst()
    return String(unique.filter { $0 != "-" }.prefix(32))
  }
}
