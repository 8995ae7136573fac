package import SyncCore

extension IdentityRules {
  /// Decides UnlinkIdentity: the logins of the named providers leave the identity and count as
  /// unknown from then on; names without a login are passed over (cognito-sync.md 3.5).
  ///
  /// - Parameters:
  ///   - identity: The identity that was asked for, as it is stored.
  ///   - logins: The valid logins shown, at least one of which has to be linked.
  ///   - proof: What one of the service's own tokens among the logins proves.
  ///   - providers: The login keys to remove.
  package func unlink(
    _ providers: Set<String>, from identity: Identity, by logins: Set<Login>,
    proof: IdentityProof? = nil, at now: Timestamp
  ) throws(IdentityError) -> IdentityChange {
    guard proof == nil || proof?.identity == identity.id, identity.state == .enabled else {
      throw .forbidden(identity.id)
    }
    let isProven = identity.isAuthenticated && proof?.isAuthenticated == true
    guard isProven || !identity.logins.isDisjoint(with: logins) else { throw .loginsDoNotMatch }
    // The backend's users are its own affair: their owner is not asked by a device.
    guard !providers.contains(where: { $0 == pool.configuration.developerProviderName }) else {
      throw .providerNotSupported
    }
    let removed = identity.logins.filter { providers.contains($0.provider) }
    return detach(removed, from: identity, at: now)
  }

  /// Decides UnlinkDeveloperIdentity: one of the developer's users leaves the identity.
  ///
  /// - Parameters:
  ///   - identity: The identity named, as it is stored.
  ///   - owner: The identity to whom the user is linked.
  package func unlink(
    developer user: Login, from identity: Identity, owner: Identity?, at now: Timestamp
  ) throws(IdentityError) -> IdentityChange {
    try check(developer: user)
    guard identity.pool == pool.id else { throw .identityNotFound(identity.id) }
    guard let owner else { throw .developerUserNotFound }
    guard owner.id == identity.id else { throw .developerUserMismatch }
    return detach([user], from: identity, at: now)
  }
}
