package import SyncCore

/// The name of an identity pool as a resource,
/// `arn:aws:cognito-identity:REGION:ACCOUNT:identitypool/POOL`.
package struct IdentityPoolARN: Hashable, Sendable, CustomStringConvertible {
  private static let service = "cognito-identity"
  private static let kind = "identitypool/"

  /// The service's region.
  package var region: String
  /// The owner.
  package var account: String
  /// The pool.
  package var pool: IdentityPoolID

  /// Creates a name from its parts.
  package init(region: String, account: String, pool: IdentityPoolID) {
    self.region = region
    self.account = account
    self.pool = pool
  }

  /// Creates the name that `text` spells, or nothing when it names something else.
  package init?(_ text: String) {
    guard let name = ResourceName(text), name.service == Self.service,
      name.resource.hasPrefix(Self.kind),
      let pool = IdentityPoolID(String(name.resource.dropFirst(Self.kind.count)))
    else { return nil }
    self.init(region: name.region, account: name.account, pool: pool)
  }

  /// The name as it stands on the wire.
  package var description: String {
    "arn:aws:\(Self.service):\(region):\(account):\(Self.kind)\(pool)"
  }
}

extension WireFields {
  /// Returns the pool that `ResourceArn` names, the only kind of resource with tags.
  func resourceARN() throws(WireError) -> IdentityPoolARN {
    let text = try requiredText("ResourceArn", length: 20...2_048)
    guard let arn = IdentityPoolARN(text) else {
      throw violation(text, at: "ResourceArn", "Member must be the ARN of an identity pool")
    }
    return arn
  }
}

extension JSONMember {
  static func resource(_ arn: IdentityPoolARN) -> JSONMember {
    JSONMember("ResourceArn", .string(arn.description))
  }
}
