import Dispatch
public import Logging
import QueueIsolation
public import SyncCore

/// Opens datasets, keeps them synchronised, and follows the identity of the device
/// (cognito-sync.md 6.1).
///
/// One manager an app is enough; two processes may share its file.
///
/// ```swift
/// let manager = try SyncManager(configuration, transport: transport)
/// let notes = try manager.dataset("Notes")
/// try notes.set("milk", to: "2 bottles")
/// _ = try await notes.synchronize()
/// ```
public final class SyncManager: Sendable {
  /// What an app chooses once.
  ///
  /// ```swift
  /// var configuration = SyncManager.Configuration(
  ///   pool: pool, region: "us-east-1", storePath: file, deviceName: "laptop")
  /// configuration.callbacks.onDatasetDeleted = { _ in .keepLocal }
  /// ```
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
    /// What this device calls itself, 1 to 64 characters; nothing is sent without it.
    ///
    /// The service keeps it with each record the device writes, and shows it to the others.
    public var deviceName: String?

    /// Creates a configuration.
    public init(
      pool: IdentityPoolID, region: String, storePath: String,
      callbacks: SyncCallbacks = SyncCallbacks(), adoption: MergePolicy = .newerDeviceDate,
      limits: SyncLimits = SyncLimits(), deviceName: String? = nil
    ) {
      self.pool = pool
      self.region = region
      self.storePath = storePath
      self.callbacks = callbacks
      self.adoption = adoption
      self.limits = limits
      self.deviceName = deviceName
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
  ///   - configuration: What the app chooses once.
  ///   - transport: The way to the service; the manager closes it.
  ///   - environment: Time and chance; the machine's by default.
  ///   - logins: Returns the tokens to sign in with, asked before each refresh; none for a guest.
  ///   - logger: Where the SDK reports; silent by default.
  /// - Throws: `invalidName` for a name of the device that is empty or too long, or a failure of the
  ///   local file.
  public init(
    _ configuration: Configuration, transport: Transport,
    environment: SyncEnvironment = .system,
    logins: @escaping CredentialsProvider.LoginSource = { [:] },
    logger: Logger = Logger(label: "sync") { _ in SwiftLogNoOpLogHandler() }
  ) throws(SyncError) {
    if let name = configuration.deviceName, !(1...64).contains(name.unicodeScalars.count) {
      throw SyncError(.invalidName, "The name of a device has 1 to 64 characters.")
    }
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
      clock: ServiceClock(now: environment.now), environment: environment)
    let announce = Self.announcement(changes, identityChanges, store)
    credentials = CredentialsProvider(
      executor: executor, pool: configuration.pool, store: store, service: service,
      environment: environment, adoption: configuration.adoption, logins: logins,
      identityChanged: announce)
    var settings = SyncSession.Settings()
    settings.limits = configuration.limits
    synchronizer = Synchronizer(
      executor: executor, pool: configuration.pool, store: store, credentials: credentials,
      service: service, environment: environment, settings: settings,
      deviceName: configuration.deviceName, changes: changes, activity: activities, logger: logger)
  }

  /// Returns the dataset called `name`, which need not exist yet; nothing is sent
  /// (cognito-sync.md 6.3).
  ///
  /// ```swift
  /// let notes = try manager.dataset("Notes")
  /// ```
  ///
  /// - Throws: `invalidName` unless the name is 1 to 128 of letters and digits of ASCII and of
  ///   "_.:-", or a failure of the local file.
  public func dataset(_ name: String) throws(SyncError) -> Dataset {
    try open(name, of: .current)
  }

  /// Returns a dataset that belongs to this device whoever uses it, and is never uploaded.
  ///
  /// ```swift
  /// let window = try manager.deviceDataset("Window")
  /// try window.set("columns", to: "80")
  /// ```
  ///
  /// - Throws: The same as for any other dataset.
  public func deviceDataset(_ name: String) throws(SyncError) -> Dataset {
    try open(name, of: .device)
  }

  /// Returns what is known locally about all datasets of the present identity, by name.
  ///
  /// ```swift
  /// let names = try manager.datasets().map(\.name)
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func datasets() throws(SyncError) -> [DatasetSummary] {
    try storing { () throws(StoreError) in try store.datasets(of: .current) }
  }

  /// Returns what the present identity's datasets have yet to upload, all together.
  ///
  /// ```swift
  /// let pending = try manager.pendingChanges()
  /// let isSaved = pending.isEmpty
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func pendingChanges() throws(SyncError) -> PendingChanges {
    try storing { () throws(StoreError) in try store.pendingChanges(of: .current) }
  }

  /// Asks the service about all datasets of the identity; records and counts stay as they are.
  ///
  /// ```swift
  /// try await manager.refreshDatasets()
  /// let sizes = try manager.datasets().map(\.storageBytes)
  /// ```
  ///
  /// - Throws: Why the service could not be asked or refuses, as `Dataset.synchronize` does.
  public func refreshDatasets() async throws(SyncError) {
    try await synchronizer.refreshDatasets()
  }

  /// Returns the beginnings and ends of all synchronizations, from now on.
  ///
  /// ```swift
  /// let activities = manager.activity()
  /// Task {
  ///   for await case .failed(let dataset, let error) in activities {
  ///     show("\(dataset): \(error.message)")
  ///   }
  /// }
  /// ```
  public func activity() -> AsyncStream<SyncActivity> { activities.stream() }

  /// Returns the changes of identity, from now on; each comes once the records have moved.
  ///
  /// ```swift
  /// let changes = manager.identityChangeStream()
  /// Task {
  ///   for await change in changes { show("This device is \(change.new) now.") }
  /// }
  /// ```
  public func identityChangeStream() -> AsyncStream<IdentityChange> { identityChanges.stream() }

  /// Waits until all that was written is on the disk itself, beyond the loss of power.
  ///
  /// ```swift
  /// try notes.set("draft", to: text)
  /// try manager.flush()
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func flush() throws(SyncError) {
    try storing { () throws(StoreError) in try store.flush() }
  }

  /// Signs the present user out: identity, credentials and logins are forgotten, and the device is
  /// nobody's until the next sign-in (cognito-sync.md 6.5).
  ///
  /// An edit falls before the question what was not uploaded or after it, never between question
  /// and end. A guest, whose identity is the only way to its records, is left alone.
  ///
  /// ```swift
  /// do {
  ///   try await manager.signOut()
  /// } catch where error.code == .unsynchronizedChanges {
  ///   if await isConfirmed(error.message) { try await manager.signOut(.keep) }
  /// }
  /// ```
  ///
  /// - Throws: `unsynchronizedChanges`, having changed nothing, if the service lacks some of the
  ///   user's work and `choice` is `refuse`; or a failure of the local file.
  /// - Returns: What was not uploaded.
  @discardableResult
  public func signOut(_ choice: SignOutChoice = .refuse) async throws(SyncError) -> PendingChanges {
    guard let pending = try await credentials.signOut(choice) else { return PendingChanges() }
    guard choice != .refuse || pending.isEmpty else {
      throw SyncError(
        .unsynchronizedChanges,
        "\(pending.count) changes were not uploaded. Synchronise first, or keep or discard them.")
    }
    return pending
  }

  /// Drops the local records of one identity, uploaded or not; those of others stay.
  ///
  /// ```swift
  /// if let identity = try await manager.credentials.knownIdentity() {
  ///   try manager.wipe(identity)
  /// }
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func wipe(_ identity: IdentityID) throws(SyncError) {
    try storing { () throws(StoreError) in try store.wipe(identity) }
  }

  /// Drops all local records of all identities, uploaded or not, and forgets who this device is.
  ///
  /// ```swift
  /// if await isConfirmed("Remove all notes from this device?") { try await manager.wipeAll() }
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func wipeAll() async throws(SyncError) {
    try await credentials.clear()
    try storing { () throws(StoreError) in try store.wipeAll() }
  }

  /// Ends all synchronizations and streams and closes the store; nothing may be called afterwards.
  ///
  /// ```swift
  /// worker.cancel()
  /// await manager.close()
  /// ```
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
