import CognitoWire
import QueueIsolation
import RequestSigning
public import SyncCore

/// Knows who this device is, and obtains credentials that prove it (cognito-sync.md 6.4).
///
/// Everything it knows is in the local store, so that all processes of a device agree and nothing
/// is forgotten at the end of one.
public actor CredentialsProvider {
  /// Returns the tokens to present, by provider; asked before each refresh, since tokens expire.
  ///
  /// No token at all stands for a guest.
  public typealias LoginSource = @Sendable () async throws -> [String: String]

  /// An identity with the credentials that prove it.
  struct Session: Hashable, Sendable {
    var identity: IdentityID
    var credentials: SessionCredentials
  }

  nonisolated let executor: QueueExecutor
  let pool: IdentityPoolID
  let store: LocalStore
  let service: ServiceClient
  let environment: SyncEnvironment
  let identityChanged: @Sendable (IdentityChange) async -> Void
  let adoption: MergePolicy
  var logins: LoginSource
  private var refresh: Task<Result<Session, SyncError>, Never>?
  /// Grows whenever what a refresh began with is void.
  private(set) var epoch = 0

  init(
    executor: QueueExecutor, pool: IdentityPoolID, store: LocalStore, service: ServiceClient,
    environment: SyncEnvironment, adoption: MergePolicy, logins: @escaping LoginSource,
    identityChanged: @escaping @Sendable (IdentityChange) async -> Void
  ) {
    self.executor = executor
    self.pool = pool
    self.store = store
    self.service = service
    self.environment = environment
    self.adoption = adoption
    self.logins = logins
    self.identityChanged = identityChanged
  }

  /// The queue this actor runs on, for it may wait for the disk.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Returns the identity of this device, asking the service for one if there is none yet.
  public func identity() async throws(SyncError) -> IdentityID {
    if let cached = try cached() { return cached.identity }
    return try await refreshed().identity
  }

  /// The identity of this device as far as it is known without asking anyone.
  public func knownIdentity() throws(SyncError) -> IdentityID? { try cached()?.identity }

  /// Tells whether a login has been accepted for the identity; else it is a guest's.
  public func isAuthenticated() throws(SyncError) -> Bool {
    try cached()?.isAuthenticated ?? false
  }

  /// Presents other logins from now on; the identity stays until the service answers, so that a
  /// guest can be linked to the login.
  public func setLogins(_ source: @escaping LoginSource) throws(SyncError) {
    logins = source
    try clearCredentials()
  }

  /// Forgets the credentials, but not whom they were for.
  public func clearCredentials() throws(SyncError) {
    epoch += 1
    refresh = nil
    try storing { () throws(StoreError) in try store.forget(identity: false) }
  }

  /// Forgets identity, credentials and logins.
  ///
  /// Signing out must do this, or the next user would inherit the identity.
  public func clear() throws(SyncError) {
    logins = { [:] }
    epoch += 1
    refresh = nil
    try storing { () throws(StoreError) in try store.forget(identity: true) }
  }

  /// Returns credentials that are valid for a while, refreshed if need be.
  func session() async throws(SyncError) -> Session {
    if let cached = try cached(), let credentials = cached.credentials, isFresh(credentials) {
      return Session(identity: cached.identity, credentials: credentials)
    }
    return try await refreshed()
  }

  /// Returns other credentials than `refused`, which the service did not accept.
  func session(insteadOf refused: SessionCredentials) async throws(SyncError) -> Session {
    if let cached = try cached(), let credentials = cached.credentials, credentials != refused,
      isFresh(credentials)
    {
      return Session(identity: cached.identity, credentials: credentials)
    }
    return try await refreshed()
  }

  /// Joins the refresh on its way, or starts one.
  private func refreshed() async throws(SyncError) -> Session {
    while true {
      let begun = epoch
      let task = refresh ?? Task { await self.outcomeOfRefresh(in: begun) }
      refresh = task
      let outcome = await task.value
      if refresh == task { refresh = nil }
      // Other logins came meanwhile, so this was an answer to an old question.
      if begun == epoch { return try outcome.get() }
    }
  }

  private func outcomeOfRefresh(in begun: Int) async -> Result<Session, SyncError> {
    do throws(SyncError) {
      return .success(try await obtain(in: begun))
    } catch {
      return .failure(error)
    }
  }

  /// Tells whether credentials last for at least five minutes, somewhat more at random, so that
  /// devices do not all refresh at once.
  private func isFresh(_ credentials: SessionCredentials) -> Bool {
    let left = credentials.expiration.milliseconds - service.clock.time.milliseconds
    return left > 300_000 + Int64(60_000 * environment.random())
  }

  func cached() throws(SyncError) -> CachedIdentity? {
    try storing { () throws(StoreError) in try store.cachedIdentity() }
  }

  func storing<Value>(_ body: () throws(StoreError) -> Value) throws(SyncError) -> Value {
    do { return try body() } catch { throw SyncError(error) }
  }
}
