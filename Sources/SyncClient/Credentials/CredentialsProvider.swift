import CognitoWire
import QueueIsolation
import RequestSigning
public import SyncCore

/// Knows who this device is, and obtains credentials that prove it (cognito-sync.md 6.4).
///
/// Everything it knows is in the local store, so that all processes of a device agree and nothing
/// is forgotten at the end of one.
///
/// ```swift
/// let identity = try await manager.credentials.identity()
/// let isGuest = try await !manager.credentials.isAuthenticated()
/// ```
public actor CredentialsProvider {
  /// Returns the tokens to present, by provider; asked before each refresh, since tokens expire.
  ///
  /// No token at all stands for a guest. A `SyncError` that it throws is what the call fails with;
  /// any other error means that there is no valid login, which is `notAuthorized`.
  ///
  /// ```swift
  /// let logins: CredentialsProvider.LoginSource = { [provider: try await freshToken()] }
  /// ```
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
  ///
  /// ```swift
  /// let identity = try await manager.credentials.identity()
  /// ```
  ///
  /// - Throws: Why the service could not be asked or refuses, `notAuthorized` also if the source of
  ///   logins throws; or a failure of the local file.
  public func identity() async throws(SyncError) -> IdentityID {
    if let cached = try cached() { return cached.identity }
    return try await refreshed().identity
  }

  /// Returns the identity of this device as far as it is known without asking anyone.
  ///
  /// ```swift
  /// let title = try await manager.credentials.knownIdentity()?.rawValue ?? "Nobody yet"
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func knownIdentity() throws(SyncError) -> IdentityID? { try cached()?.identity }

  /// Tells whether a login has been accepted for the identity; else it is a guest's.
  ///
  /// ```swift
  /// let title = try await manager.credentials.isAuthenticated() ? "Sign out" : "Sign in"
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func isAuthenticated() throws(SyncError) -> Bool {
    try cached()?.isAuthenticated ?? false
  }

  /// Presents other logins from now on; the identity stays until the service answers, so that a
  /// guest can be linked to the login.
  ///
  /// ```swift
  /// try await manager.credentials.setLogins { [provider: try await freshToken()] }
  /// _ = try await notes.synchronize()
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func setLogins(_ source: @escaping LoginSource) throws(SyncError) {
    logins = source
    try clearCredentials()
  }

  /// Forgets the credentials, but not whom they were for; the next request obtains others.
  ///
  /// For use after a role of the identity has got other rights, which credentials keep for an hour.
  ///
  /// ```swift
  /// try await manager.credentials.clearCredentials()
  /// _ = try await notes.synchronize()
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func clearCredentials() throws(SyncError) {
    epoch += 1
    refresh = nil
    try storing { () throws(StoreError) in try store.forget(identity: false) }
  }

  /// Forgets identity, credentials and logins, whatever was not uploaded.
  ///
  /// Without it the next user would inherit the identity. `SyncManager.signOut` does the same for a
  /// user who was signed in, and asks about what was not uploaded.
  ///
  /// ```swift
  /// if try manager.pendingChanges().isEmpty { try await manager.credentials.clear() }
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func clear() throws(SyncError) {
    logins = { [:] }
    epoch += 1
    refresh = nil
    try storing { () throws(StoreError) in try store.forget(identity: true) }
  }

  /// Ends what a user signed in for, unless that would leave work behind against `choice`.
  ///
  /// Returns what was not uploaded, or nothing when nobody was signed in.
  func signOut(_ choice: SignOutChoice) throws(SyncError) -> PendingChanges? {
    let pending = try storing { () throws(StoreError) in try store.signOut(choice) }
    guard let pending else { return nil }
    guard choice != .refuse || pending.isEmpty else { return pending }
    logins = { [:] }
    epoch += 1
    refresh = nil
    return pending
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
