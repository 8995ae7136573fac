import SyncCore

extension IdentityRules {
  /// Refuses GetOpenIdToken where the pool's owner does not want the basic flow (cognito-sync.md
  /// 3.7).
  ///
  /// - Parameter mapsRoles: Whether the pool has role mappings.
  package func checkClassicFlow(mapsRoles: Bool) throws(IdentityError) {
    guard pool.configuration.allowsClassicFlow != false else { throw .classicFlowDisabled }
    guard !mapsRoles else { throw .classicFlowWithMappings }
  }

  /// Returns the claim `amr` of a token for `identity`: what policies can tell about how its bearer
  /// signed in (3.7, "OpenID token").
  ///
  /// - Parameter logins: The logins shown; all linked ones if there are none.
  package func methods(of identity: Identity, by logins: Set<Login>) -> [String] {
    guard identity.isAuthenticated else { return ["unauthenticated"] }
    let shown = logins.isEmpty ? identity.logins : logins
    let region = pool.id.rawValue.prefix { $0 != ":" }
    return ["authenticated"]
      + shown.sorted().flatMap { login -> [String] in
        switch ProviderKind(login.provider, in: pool.configuration) {
        case .developer, .userPool:
          [login.provider, "\(login.provider):\(region):\(pool.id):\(login.user)"]
        case .amazon, .facebook, .google, .apple, .twitter, .openIDConnect, .saml, .cognito, nil:
          [login.provider]
        }
      }
  }
}
