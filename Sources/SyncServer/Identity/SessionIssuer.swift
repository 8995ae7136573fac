import CognitoWire
import IdentityCore
import IdentityTokens
import LoginProviders
import ServerStorage
import SyncCore

/// Begins sessions of the enhanced flow: chooses the role and seals the credentials
/// (cognito-sync.md 3.7, 3.8).
struct SessionIssuer: Sendable {
  let desk: IdentityDesk
  let roles: RoleDirectory
  let sealer: SessionTokenSealer

  /// Returns an hour's credentials for an identity.
  ///
  /// - Parameters:
  ///   - users: Who showed themselves in this call.
  ///   - customRole: The ARN of the role asked for.
  func session(
    for identity: Identity, in pool: IdentityPool, by users: ValidatedLogins, customRole: String?,
    tags: [String: String], now: Timestamp
  ) async throws(WireError) -> GetCredentialsForIdentity.Output {
    let amr = IdentityRules(pool: pool).methods(of: identity, by: users.logins)
    let context = PolicyContext(
      identity: identity.id.rawValue, pool: pool.id.rawValue, amr: amr)
    let role = try await desk.stored { (_) throws(StoreError) -> String in
      try await self.role(of: identity, in: context, by: users, customRole: customRole, tags: tags)
    }
    return try credentials(
      SessionGrant(
        identity: identity.id.rawValue, pool: identity.pool.rawValue, amr: amr, role: role,
        tags: tags, policy: identity.isAuthenticated ? nil : .guest, now: now.milliseconds,
        entropy: desk.surroundings.entropy), for: identity.id)
  }

  private func role(
    of identity: Identity, in context: PolicyContext, by users: ValidatedLogins,
    customRole: String?, tags: [String: String]
  ) async throws(StoreError) -> String {
    let selection = RoleSelection(roles: try await roles.roles(of: identity.pool))
    let arn: String
    do throws(IdentityError) {
      arn = try selection.role(
        isAuthenticated: identity.isAuthenticated, logins: users.claims, customRole: customRole)
    } catch { throw .identity(error) }
    guard try await roles.canAssume(arn, in: context, tags: tags) else {
      throw .identity(.rolesNotConfigured)
    }
    return arn
  }

  private func credentials(
    _ grant: SessionGrant, for identity: IdentityID
  ) throws(WireError) -> GetCredentialsForIdentity.Output {
    guard let token = try? sealer.seal(grant) else {
      throw WireError(.internalError, StoreError.internalMessage, in: .identity)
    }
    return GetCredentialsForIdentity.Output(
      identity: identity, accessKeyID: grant.accessKeyID,
      secretAccessKey: grant.secretAccessKey, sessionToken: token,
      expiration: Timestamp(milliseconds: grant.expires))
  }
}

extension RoleDirectory {
  /// Tells whether somebody may take on a role with session tags: its trust policy has to allow
  /// that, too (cognito-sync.md 3.8).
  func canAssume(
    _ arn: String, in context: PolicyContext, tags: [String: String]
  ) async throws(StoreError) -> Bool {
    var context = context
    for (name, value) in tags { context.set("aws:RequestTag/\(name)", to: value) }
    guard try await canAssume(arn, in: context) else { return false }
    guard !tags.isEmpty, let trust = try await policies(of: arn)?.trust else {
      return tags.isEmpty
    }
    let request = PolicyRequest(
      action: "sts:TagSession", resources: [], principal: .identityService, context: context)
    return trust.decision(on: request) == .allowed
  }
}
