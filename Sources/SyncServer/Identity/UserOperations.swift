import CognitoWire
import IdentityCore
import IdentityTokens
import LoginProviders
import ServerStorage
import SyncCore

/// Performs the operations that need no signature (cognito-sync.md 3.5, 3.7).
struct UserOperations: Sendable {
  let desk: IdentityDesk
  let roles: RoleDirectory
  let sessions: SessionIssuer

  /// Finds or makes an identity: GetId.
  func identify(_ input: GetID.Input, now: Timestamp) async throws(WireError) -> IdentityID {
    guard input.accountID == nil || input.accountID == desk.account else {
      throw WireError(.notAuthorized, "The pool belongs to another account.", in: .identity)
    }
    let pool = try await desk.pool(input.pool)
    let users = try await desk.users(input.logins, for: pool, now: now)
    // Who shows a token of ours has an identity already.
    if let proof = users.proof {
      return try await authorize(proof.identity, users, now: now).id
    }
    let request = IdentifyRequest(
      pool: pool.id, logins: users.logins, candidate: try desk.newIdentityID(), now: now)
    return try await desk.stored { (store) throws(StoreError) in
      try await store.identify(request)
    }.id
  }

  /// Hands out an hour's credentials: GetCredentialsForIdentity.
  func credentials(
    _ input: GetCredentialsForIdentity.Input, now: Timestamp
  ) async throws(WireError) -> GetCredentialsForIdentity.Output {
    let pool = try await desk.pool(try await desk.identity(input.identity).pool)
    let users = try await desk.users(input.logins, for: pool, now: now)
    let identity = try await authorize(input.identity, users, now: now)
    let tags = try await desk.tags(of: users, in: pool)
    return try await sessions.session(
      for: identity, in: pool, by: users, customRole: input.customRole, tags: tags, now: now)
  }

  /// Hands out ten minutes' proof for the basic flow: GetOpenIdToken.
  func token(_ input: GetOpenIDToken.Input, now: Timestamp) async throws(WireError) -> OpenIDToken {
    let pool = try await desk.pool(try await desk.identity(input.identity).pool)
    try await checkClassicFlow(pool)
    let users = try await desk.users(input.logins, for: pool, now: now)
    let identity = try await authorize(input.identity, users, now: now)
    return try await desk.token(
      for: identity, amr: IdentityRules(pool: pool).methods(of: identity, by: users.logins),
      tags: try await desk.tags(of: users, in: pool), lifetime: OpenIDTokenAuthority.lifetime,
      now: now)
  }

  /// Takes logins away from an identity: UnlinkIdentity.
  func unlink(_ input: UnlinkIdentity.Input, now: Timestamp) async throws(WireError) -> NoOutput {
    let pool = try await desk.pool(try await desk.identity(input.identity).pool)
    let users = try await desk.users(input.logins, for: pool, now: now)
    let request = UnlinkRequest(
      identity: input.identity, providers: Set(input.loginsToRemove), logins: users.logins,
      proof: users.proof, now: now)
    try await desk.stored { (store) throws(StoreError) in try await store.unlink(request) }
    return NoOutput()
  }

  private func authorize(
    _ identity: IdentityID, _ users: ValidatedLogins, now: Timestamp
  ) async throws(WireError) -> Identity {
    let request = AuthorizeRequest(
      identity: identity, logins: users.logins, proof: users.proof, now: now)
    return try await desk.stored { (store) throws(StoreError) in
      try await store.authorize(request)
    }
  }

  private func checkClassicFlow(_ pool: IdentityPool) async throws(WireError) {
    let mapsRoles = try await !desk.stored { (_) throws(StoreError) in
      try await roles.roles(of: pool.id)
    }.mappings.isEmpty
    do throws(IdentityError) {
      try IdentityRules(pool: pool).checkClassicFlow(mapsRoles: mapsRoles)
    } catch { throw StoreError.identity(error).refusal(in: .identity, logger: desk.logger) }
  }
}
