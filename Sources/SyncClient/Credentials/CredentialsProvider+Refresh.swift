import CognitoWire
import RequestSigning
import SyncCore

/// The enhanced flow: GetId, then GetCredentialsForIdentity (cognito-sync.md 3.7, 6.4).
extension CredentialsProvider {
  /// Obtains credentials, and an identity if there is none or it is gone.
  func obtain(in begun: Int) async throws(SyncError) -> Session {
    let logins = try await currentLogins()
    guard let known = try cached() else {
      let first = try await service.call(GetID.self, GetID.Input(pool: pool, logins: logins))
      try await adopt(
        first, with: nil, logins: logins, replacing: nil, cause: .first, in: begun)
      // Another process may have been first; then its identity is the one to go on with.
      let identity = try cached()?.identity ?? first
      return try await credentials(for: identity, logins: logins, in: begun)
    }
    do throws(SyncError) {
      return try await credentials(for: known.identity, logins: logins, in: begun)
    } catch {
      guard let wire = error.wire, mayReplace(known, after: wire, logins: logins) else {
        throw error
      }
      return try await replace(known, logins: logins, after: error, in: begun)
    }
  }

  private func currentLogins() async throws(SyncError) -> [String: String] {
    do {
      return try await logins()
    } catch let error as SyncError {
      throw error
    } catch {
      throw SyncError(
        .notAuthorized, "There is no valid login. Sign in again.", cause: error)
    }
  }

  private func credentials(
    for identity: IdentityID, logins: [String: String], in begun: Int
  ) async throws(SyncError) -> Session {
    let session = try await request(identity, logins: logins)
    if session.identity == identity {
      try verify(begun)
      try storing { () throws(StoreError) in
        try store.save(session.credentials, isAuthenticated: !logins.isEmpty, for: identity)
      }
    } else {
      try await adopt(
        session.identity, with: session.credentials, logins: logins, replacing: identity,
        cause: .serverMerge, in: begun)
    }
    return session
  }

  private func request(
    _ identity: IdentityID, logins: [String: String]
  ) async throws(SyncError) -> Session {
    let answer = try await service.call(
      GetCredentialsForIdentity.self, .init(identity: identity, logins: logins))
    let keys = SigningCredentials(
      accessKeyID: answer.accessKeyID, secretAccessKey: answer.secretAccessKey,
      sessionToken: answer.sessionToken)
    return Session(
      identity: answer.identity,
      credentials: SessionCredentials(signing: keys, expiration: answer.expiration))
  }

  /// Gets another identity.
  ///
  /// The old one is given up only once the new one has credentials: until then everything may still
  /// turn out to be a passing fault.
  private func replace(
    _ known: CachedIdentity, logins: [String: String], after refusal: SyncError, in begun: Int
  ) async throws(SyncError) -> Session {
    let identity = try await service.call(GetID.self, GetID.Input(pool: pool, logins: logins))
    guard identity != known.identity else { throw refusal }
    let session = try await request(identity, logins: logins)
    try await adopt(
      session.identity, with: session.credentials, logins: logins, replacing: known.identity,
      cause: known.isAuthenticated ? .accountSwitch : .guestReplaced, in: begun)
    return session
  }

  private func adopt(
    _ identity: IdentityID, with credentials: SessionCredentials?, logins: [String: String],
    replacing old: IdentityID?, cause: IdentityChange.Cause, in begun: Int
  ) async throws(SyncError) {
    try verify(begun)
    let entry = CachedIdentity(
      identity: identity, isAuthenticated: !logins.isEmpty, credentials: credentials)
    let change: IdentityChange?
    do throws(StoreError) {
      change = try store.adopt(entry, replacing: old, cause: cause, adoption, at: environment.now())
    } catch {
      if case .identityRace = error, cause == .first { return }
      throw SyncError(error)
    }
    if let change { await identityChanged(change) }
  }

  /// Throws when other logins came while an answer was on its way.
  private func verify(_ begun: Int) throws(SyncError) {
    guard begun == epoch else {
      throw SyncError(.identityChanged, "The login changed meanwhile.", retry: .backoff)
    }
  }

  /// Tells whether a refusal means that the identity is gone for good (6.4, point 6).
  ///
  /// A guest's identity is the only way to its data, so nothing but the service's word that it
  /// does not exist or is closed counts.
  private func mayReplace(
    _ known: CachedIdentity, after refusal: WireError, logins: [String: String]
  ) -> Bool {
    let isForbidden =
      refusal.code == .notAuthorized && refusal.message.hasPrefix("Access to Identity ")
    return switch refusal.code {
    case .resourceNotFound: true
    case .validation: known.isAuthenticated
    case .notAuthorized: known.isAuthenticated ? !logins.isEmpty : isForbidden
    case _: false
    }
  }
}
