import CognitoWire
import IdentityCore
import IdentityTokens
import LoginProviders
import Logging
import ServerStorage
import SyncCore

/// What the operations of the identity service share.
struct IdentityDesk: Sendable {
  let store: any ServerStore
  let providers: ProviderDirectory
  let tokens: OpenIDTokenAuthority
  let region: String
  let account: String
  let surroundings: Surroundings
  let logger: Logger

  /// Returns a pool.
  func pool(_ id: IdentityPoolID) async throws(WireError) -> IdentityPool {
    try await stored { (store) throws(StoreError) in try await store.pool(id) }
  }

  /// Returns an identity, disabled ones too.
  func identity(_ id: IdentityID) async throws(WireError) -> Identity {
    try await stored { (store) throws(StoreError) in try await store.identity(id) }
  }

  /// Returns the users behind all of `logins`; one that is no good fails the whole call.
  func users(
    _ logins: [String: String], for pool: IdentityPool, now: Timestamp
  ) async throws(WireError) -> ValidatedLogins {
    do throws(LoginError) {
      return try await providers.validate(logins, for: pool, now: now)
    } catch { throw error.refusal }
  }

  /// Returns the session tags of a call: those a backend passed in its token, and those that the
  /// pool makes of claims (cognito-sync.md 3.8, "Principal tags").
  func tags(
    of users: ValidatedLogins, in pool: IdentityPool
  ) async throws(WireError) -> [String: String] {
    let passed = users.token?.tags ?? [:]
    guard !users.claims.isEmpty else { return passed }
    let maps = try await stored { (store) throws(StoreError) in
      try await store.principalTags(of: pool.id)
    }
    return maps.sessionTags(of: users.claims, in: pool.configuration)
      .merging(passed) { _, passed in passed }
  }

  /// Returns a token that proves who holds an identity.
  func token(
    for identity: Identity, amr: [String], tags: [String: String], lifetime: Int64, now: Timestamp
  ) async throws(WireError) -> OpenIDToken {
    let arn = IdentityPoolARN(region: region, account: account, pool: identity.pool)
    let content = OpenIDTokenContent(
      identity: identity.id.rawValue, pool: identity.pool.rawValue, poolARN: arn.description,
      amr: amr, tags: tags)
    do throws(TokenError) {
      return OpenIDToken(
        identity: identity.id,
        token: try await tokens.issue(
          content, lifetime: lifetime, now: now.milliseconds / 1_000))
    } catch {
      logger.error("an OpenID token could not be signed")
      throw WireError(.internalError, StoreError.internalMessage, in: .identity)
    }
  }

  /// Returns an id that nobody has.
  func newIdentityID() throws(WireError) -> IdentityID {
    guard let id = IdentityID("\(region):\(surroundings.uniqueID())") else {
      throw WireError(.internalError, StoreError.internalMessage, in: .identity)
    }
    return id
  }

  /// Runs one transaction; what the store refuses is refused in the words of the wire.
  func stored<Value>(
    _ transaction: (any ServerStore) async throws(StoreError) -> Value
  ) async throws(WireError) -> Value {
    do throws(StoreError) {
      return try await transaction(store)
    } catch { throw error.refusal(in: .identity, logger: logger) }
  }
}
