extension IdentityPool {
  /// UTF-8 bytes that the login keys of a pool may have together.
  package static let maximumProviderBytes = 2_048
  /// User pools that a pool may trust.
  package static let maximumUserPools = 50

  /// Refuses a configuration that no pool can have (cognito-sync.md 3.3, quotas).
  package func check() throws(IdentityError) {
    guard configuration.userPoolClients.count <= Self.maximumUserPools else {
      throw .tooManyUserPools(most: Self.maximumUserPools)
    }
    let names =
      configuration.supportedLoginProviders.keys + configuration.openIDConnectProviderARNs
      + configuration.samlProviderARNs + configuration.userPoolClients.map(\.providerName)
    guard names.reduce(0, { $0 + $1.utf8.count }) <= Self.maximumProviderBytes else {
      throw .providerNamesTooLong(mostBytes: Self.maximumProviderBytes)
    }
    // A backend could otherwise vouch for users of a public provider without their tokens.
    if let name = configuration.developerProviderName,
      ProviderKind.cognitoKeys.contains(name) || configuration.trusts(provider: name)
    {
      throw .developerProviderTaken(name)
    }
  }

  /// Returns the pool after UpdateIdentityPool: members that `configuration` leaves out go back to
  /// their defaults, but the developer provider's name stays, for users are linked under it (3.3).
  package func updated(
    with configuration: IdentityPoolConfiguration
  ) throws(IdentityError) -> IdentityPool {
    var pool = IdentityPool(id: id, configuration: configuration)
    if let fixed = self.configuration.developerProviderName {
      let name = configuration.developerProviderName
      guard name == nil || name == fixed else { throw .developerProviderFixed }
      pool.configuration.developerProviderName = fixed
    }
    try pool.check()
    return pool
  }
}
