import CognitoWire
import IdentityCore
import IdentityTokens
import LoginProviders
import ServerStorage
import SyncCore

/// Performs what the backend of a pool's owner asks about its own users (cognito-sync.md 3.6).
struct DeveloperOperations: Sendable {
  let desk: IdentityDesk

  /// Hands out the proof of a user's identity: GetOpenIdTokenForDeveloperIdentity.
  func token(
    _ input: GetOpenIDTokenForDeveloperIdentity.Input, now: Timestamp
  ) async throws(WireError) -> OpenIDToken {
    let pool = try await desk.pool(input.pool)
    guard let provider = pool.configuration.developerProviderName,
      let user = input.logins[provider]
    else { throw refusal(.developerProvider) }
    guard (1...1_024).contains(user.unicodeScalars.count) else {
      throw refusal(.developerProvider)
    }
    var logins = input.logins
    logins[provider] = nil
    // Whoever holds an identity says so by its id here, not by a token of it.
    guard !logins.keys.contains(where: ProviderKind.cognitoKeys.contains) else {
      throw refusal(.providerNotSupported)
    }
    let others = try await desk.users(logins, for: pool, now: now)
    let login = Login(provider: provider, user: user)
    let request = DeveloperIdentifyRequest(
      pool: pool.id, user: login, logins: others.logins, identity: input.identity,
      candidate: try desk.newIdentityID(), now: now)
    let identity = try await desk.stored { (store) throws(StoreError) in
      try await store.identify(request)
    }
    let shown = others.logins.union([login])
    let tags = try await desk.tags(of: others, in: pool)
    return try await desk.token(
      for: identity, amr: IdentityRules(pool: pool).methods(of: identity, by: shown),
      tags: tags.merging(input.principalTags) { _, passed in passed },
      lifetime: input.duration.map { Int64($0) } ?? OpenIDTokenAuthority.developerLifetime,
      now: now)
  }

  /// Finds the users of an identity or the identity of a user: LookupDeveloperIdentity.
  func lookUp(
    _ input: LookupDeveloperIdentity.Input, now: Timestamp
  ) async throws(WireError) -> DeveloperUsersPage {
    let request = DeveloperLookUpRequest(
      pool: input.pool, identity: input.identity, user: input.user, token: input.nextToken,
      limit: input.pageSize ?? DeveloperUsersPage.defaultLimit)
    return try await desk.stored { (store) throws(StoreError) in
      try await store.lookUpDeveloper(request)
    }
  }

  /// Merges the identities of two users: MergeDeveloperIdentities.
  func merge(
    _ input: MergeDeveloperIdentities.Input, now: Timestamp
  ) async throws(WireError) -> IdentityID {
    let request = DeveloperMergeRequest(
      pool: input.pool, provider: input.provider, source: input.source,
      destination: input.destination, now: now)
    return try await desk.stored { (store) throws(StoreError) in
      try await store.mergeDevelopers(request)
    }.id
  }

  /// Takes a user away from an identity: UnlinkDeveloperIdentity.
  func unlink(
    _ input: UnlinkDeveloperIdentity.Input, now: Timestamp
  ) async throws(WireError) -> NoOutput {
    let request = DeveloperUnlinkRequest(
      pool: input.pool, identity: input.identity,
      user: Login(provider: input.provider, user: input.user), now: now)
    try await desk.stored { (store) throws(StoreError) in
      try await store.unlinkDeveloper(request)
    }
    return NoOutput()
  }

  private func refusal(_ error: IdentityError) -> WireError {
    StoreError.identity(error).refusal(in: .identity, logger: desk.logger)
  }
}
