/// Decides which role an identity takes on in the enhanced flow (cognito-sync.md 3.8).
package struct RoleSelection: Sendable {
  /// The pool's roles.
  package let roles: PoolRoles

  /// Creates a selection from the pool's roles.
  package init(roles: PoolRoles) { self.roles = roles }

  /// Returns the ARN of the role.
  ///
  /// - Parameters:
  ///   - isAuthenticated: Whether the identity has a login.
  ///   - logins: What the tokens of this call say, by login key.
  ///   - customRole: The role the caller asks for. It only ever narrows the choice: where nothing
  ///     allows a choice it has to be the role that is taken anyway.
  package func role(
    isAuthenticated: Bool, logins: [String: LoginClaims], customRole: String?
  ) throws(IdentityError) -> String {
    guard isAuthenticated else { return try fixed(roles.unauthenticated, customRole) }
    guard let (mapping, claims) = mapping(for: logins) else {
      return try fixed(roles.authenticated, customRole)
    }
    switch mapping.source {
    case .token: return try tokenRole(claims, mapping, customRole)
    case .rules(let rules): return try ruleRole(claims, rules, mapping, customRole)
    }
  }

  private func fixed(_ role: String?, _ customRole: String?) throws(IdentityError) -> String {
    guard let role else { throw .rolesNotConfigured }
    guard customRole == nil || customRole == role else { throw .roleNotAllowed }
    return role
  }

  /// Returns the mapping of the provider that sorts first among those that have one.
  private func mapping(
    for logins: [String: LoginClaims]
  ) -> (RoleMapping, [String: ClaimValue])? {
    for (provider, login) in logins.sorted(by: { $0.key < $1.key }) {
      let ofClient = login.client.flatMap { roles.mappings["\(provider):\($0)"] }
      if let mapping = ofClient ?? roles.mappings[provider] ?? mappingOfARN(provider) {
        return (mapping, login.claims)
      }
    }
    return nil
  }

  private func mappingOfARN(_ provider: String) -> RoleMapping? {
    roles.mappings.filter { IdentityPoolConfiguration.provider(ofARN: $0.key) == provider }
      .min { $0.key < $1.key }?.value
  }

  private func tokenRole(
    _ claims: [String: ClaimValue], _ mapping: RoleMapping, _ customRole: String?
  ) throws(IdentityError) -> String {
    if let customRole {
      guard Self.roles(in: claims).contains(customRole) else { throw .roleNotAllowed }
      return customRole
    }
    if let preferred = claims["cognito:preferred_role"]?.text, !preferred.isEmpty {
      return preferred
    }
    return try fallback(of: mapping)
  }

  private func ruleRole(
    _ claims: [String: ClaimValue], _ rules: [MappingRule], _ mapping: RoleMapping,
    _ customRole: String?
  ) throws(IdentityError) -> String {
    let matching = rules.filter { $0.matches(claims) }.map(\.role)
    if let customRole {
      guard matching.contains(customRole) else { throw .roleNotAllowed }
      return customRole
    }
    if let first = matching.first { return first }
    return try fallback(of: mapping)
  }

  private func fallback(of mapping: RoleMapping) throws(IdentityError) -> String {
    switch mapping.fallback {
    case .authenticatedRole: return try fixed(roles.authenticated, nil)
    case .deny, nil: throw .roleAmbiguous
    }
  }

  /// Returns the roles a token offers: a list, or a text separated by commas.
  private static func roles(in claims: [String: ClaimValue]) -> [String] {
    let texts = claims["cognito:roles"]?.texts ?? []
    return texts.flatMap { $0.split(separator: ",") }.map { role in
      String(role.drop { $0 == " " })
    }
  }
}
