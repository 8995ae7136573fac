import Dispatch
public import Logging
import QueueIsolation
public import SyncCore

/// Opens datasets, keeps them synchronised, and follows the identity of the device
/// (cognito-sync.md 6.1).
public final class SyncManager: Sendable {
  /// What an app chooses once.
  public struct Configuration: Sendable {
    /// The identity pool, which all installations of the app share.
    public var pool: IdentityPoolID
    /// The region of the pool, part of what is signed.
    public var region: String
    /// The file of the local store; created with its folder if missing.
    public var storePath: String
    /// What the app decides during synchronizations.
    public var callbacks: SyncCallbacks
    /// Decides about keys on both sides when records that were written without an identity get
    /// one; called within a local transaction, so it should only compare.
    public var adoption: MergePolicy
    /// The sizes the service allows.
    public var limits: SyncLimits

    /// Creates a configuration.
    public init(
      pool: IdentityPoolID, region: String, storePath: String,
      callbacks: SyncCallbacks = SyncCallbacks(), adoption: MergePolicy = .newerDeviceDate,
      limits: SyncLimits = SyncLimits()
    ) {
      self.pool = pool
      self.region = region
      self.storePath = storePath
      self.callbacks = callbacks
      self.adoption = adoption
      self.limits = limits
    }
  }

  /// Why the worker looks for something to do.
  enum Nudge: Sendable {
    /// The app asked for a synchronization.
    case wished
    /// A pause is over, or the service has been heard of.
    case reachable
  }

  /// Knows who this device is.
  public let credentials: CredentialsProvider
  /// Where a damaged local file was put when this manager was made, if there was one.
  public let damagedStoreCopy: String?

  let configuration: Configuration
  let environment: SyncEnvironment
  let store: LocalStore
  let synchronizer: Synchronizer
  let transport: Transport
  let changes = Broadcast<DatasetChange>()
  let activities = Broadcast<SyncActivity>()
  let identityChanges = Broadcast<IdentityChange>()
  let nudges = Broadcast<Nudge>()

  var callbacks: SyncCallbacks { configuration.callbacks }

  /// Opens the local store; nothing is sent.
  ///
  /// - Parameters:
  ///   - logins: Returns the tokens to sign in with, asked before each refresh; none for a guest.
  ///   - logger: Where the SDK reports; silent by default.
  public init(
    _ configuration: Configuration, transport: Transport,
    environment: SyncEnvironment = .system,
    logins: @escaping CredentialsProvider.LoginSource = { [:] },
    logger: Logger = Logger(label: "sync") { _ in SwiftLogNoOpLogHandler() }
  ) throws(SyncError) {
    self.configuration = configuration
    self.environment = environment
    self.transport = transport
    do throws(StoreError) {
      store = try LocalStore.open(
        at: configuration.storePath, pool: configuration.pool, now: environment.now())
    } catch {
      throw SyncError(error)
    }
    damagedStoreCopy = store.damagedCopy
    let executor = QueueExecutor(label: "synchronizer", qos: .utility)
    let service = ServiceClient(
      transport: transport, region: configuration.region,
      clock: ServiceClock(now: environment.now))
    let announce = Self.announcement(changes, identityChanges, store)
    credentials = CredentialsProvider(
      executor: executor, pool: configuration.pool, store: store, service: service,
      environment: environment, adoption: configuration.adoption, logins: logins,
      identityChanged: announce)
    var settings = SyncSession.Settings()
    settings.limits = configuration.limits
    synchronizer = Synchronizer(
      executor: executor, pool: configuration.pool, store: store, credentials: credentials,
      service: service, environment: environment, settings: settings, changes: changes,
      activity: activities, logger: logger)
  }

  /// Returns the dataset called `name`, which need not exist yet; nothing is sent.
  public func dataset(_ name: String) throws(SyncError) -> Dataset {
    try open(name, of: .current)
  }

  /// Returns a dataset that belongs to this device whoever uses it, and is never uploaded.
  public func deviceDataset(_ name: String) throws(SyncError) -> Dataset {
    try open(name, of: .device)
  }

  /// Returns what is known locally about all datasets of the present identity, by name.
  public func datasets() throws(SyncError) -> [DatasetSummary] {
    try storing { () throws(StoreError) in try store.datasets(of: .current) }
  }

  /// Asks the service about all datasets of the identity; records and counts stay as they are.
  public func refreshDatasets() async throws(SyncError) {
    try await synchronizer.refreshDatasets()
  }

  /// Returns the beginnings and ends of all synchronizations, from now on.
  public func activity() -> AsyncStream<SyncActivity> { activities.stream() }

  /// Returns the changes of identity, from now on; each comes once the records have moved.
  public func identityChangeStream() -> AsyncStream<IdentityChange> { identityChanges.stream() }

  /// Waits until all that was written is on the disk itself, beyond the loss of power.
  public func flush() throws(SyncError) {
    try storing { () throws(StoreError) in try store.flush() }
  }

  /// Drops the local records of one identity.
  public func wipe(_ identity: IdentityID) throws(SyncError) {
    try storing { () throws(StoreError) in try store.wipe(identity) }
  }

  /// Drops all local records and forgets who this device is.
  public func wipeAll() async throws(SyncError) {
    try await credentials.clear()
    try storing { () throws(StoreError) in try store.wipeAll() }
  }

  /// Ends all synchronizations and streams and closes the store; nothing may be called afterwards.
  public func close() async {
    await synchronizer.close()
    changes.finish()
    activities.finish()
    identityChanges.finish()
    nudges.finish()
    await transport.close()
    store.close()
  }

  private static func announcement(
    _ changes: Broadcast<DatasetChange>, _ identityChanges: Broadcast<IdentityChange>,
    _ store: LocalStore
  ) -> @Sendable (IdentityChange) async -> Void {
    { change in
      let datasets = (try? store.datasets(of: .identity(change.new))) ?? []
      for dataset in datasets {
        changes.send(DatasetChange(dataset: dataset.name, scope: .everything))
      }
      identityChanges.send(change)
    }
  }

  private func open(_ name: String, of owner: LocalStore.Owner) throws(SyncError) -> Dataset {
    guard let checked = DatasetName(name) else {
      throw SyncError(
        .invalidName, "'\(name.prefix(40))' is no name of a dataset: 1 to 128 of a-z A-Z 0-9 _.:-")
    }
    try storing { () throws(StoreError) in
      try store.create(checked, of: owner, at: environment.now())
    }
    return Dataset(name: checked, manager: self, owner: owner)
  }

  private func storing<Value>(_ body: () throws(StoreError) -> Value) throws(SyncError) -> Value {
    do { return try body() } catch { throw SyncError(error) }
  }
}
