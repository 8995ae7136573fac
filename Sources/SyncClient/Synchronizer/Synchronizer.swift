import Logging
import QueueIsolation
import SyncCore

/// Runs sessions, at most one for a dataset of an identity at a time.
///
/// A request that comes while a run is on its way waits for one more run, because the present one
/// may have read the rows already; all such requests share that next run.
actor Synchronizer {
  struct Key: Hashable {
    var identity: IdentityID
    var dataset: DatasetName
  }

  typealias Run = Task<Result<SyncResult, SyncError>, Never>

  /// The run on its way, and the one that will follow it.
  private struct Queue {
    var current: Run
    var hasBegun = false
    var next: Run?
  }

  nonisolated let executor: QueueExecutor
  let pool: IdentityPoolID
  let store: LocalStore
  let credentials: CredentialsProvider
  let remote: SignedService
  let environment: SyncEnvironment
  let settings: SyncSession.Settings
  /// What this device calls itself, if it says so.
  let deviceName: String?
  let changes: Broadcast<DatasetChange>
  let activity: Broadcast<SyncActivity>
  let logger: Logger
  private var queues: [Key: Queue] = [:]
  private var isClosed = false

  init(
    executor: QueueExecutor, pool: IdentityPoolID, store: LocalStore,
    credentials: CredentialsProvider, service: ServiceClient, environment: SyncEnvironment,
    settings: SyncSession.Settings, deviceName: String?, changes: Broadcast<DatasetChange>,
    activity: Broadcast<SyncActivity>, logger: Logger
  ) {
    self.executor = executor
    self.pool = pool
    self.store = store
    self.credentials = credentials
    remote = SignedService(service: service, credentials: credentials)
    self.environment = environment
    self.settings = settings
    self.deviceName = deviceName
    self.changes = changes
    self.activity = activity
    self.logger = logger
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Brings a dataset of the present identity up to date.
  func synchronize(
    _ dataset: DatasetName, _ callbacks: SyncCallbacks
  ) async throws(SyncError) -> SyncResult {
    // Credentials come first: obtaining them may change whose rows are meant.
    let identity: IdentityID
    do throws(SyncError) {
      identity = try await credentials.session().identity
    } catch {
      noteAttempt(on: dataset, of: .current, error)
      throw error
    }
    return try await outcome(of: dataset, identity: identity, callbacks, settings).get()
  }

  /// Runs a session of a given identity, or joins one that has not begun.
  func outcome(
    of dataset: DatasetName, identity: IdentityID, _ callbacks: SyncCallbacks,
    _ settings: SyncSession.Settings
  ) async -> Result<SyncResult, SyncError> {
    await run(Key(identity: identity, dataset: dataset), callbacks, settings).value
  }

  /// Waits for the run on its way, if there is one.
  func settle(_ dataset: DatasetName, of identity: IdentityID) async {
    _ = await queues[Key(identity: identity, dataset: dataset)]?.current.value
  }

  /// Ends all runs and refuses new ones.
  func close() async {
    isClosed = true
    let runs = queues.values.flatMap { [$0.current, $0.next].compactMap(\.self) }
    for run in runs { run.cancel() }
    for run in runs { _ = await run.value }
  }

  /// Joins a run that has not begun, or starts one.
  private func run(
    _ key: Key, _ callbacks: SyncCallbacks, _ settings: SyncSession.Settings
  ) -> Run {
    guard let queue = queues[key] else {
      let run = Task { await self.perform(key, callbacks, settings) }
      queues[key] = Queue(current: run)
      if isClosed { run.cancel() }
      return run
    }
    guard queue.hasBegun else { return queue.current }
    if let next = queue.next { return next }
    let current = queue.current
    let next = Task {
      _ = await current.value
      return await self.perform(key, callbacks, settings)
    }
    queues[key]?.next = next
    return next
  }

  /// Remembers how an attempt ended; a cancelled one says nothing about the service.
  private func noteAttempt(
    on dataset: DatasetName, of owner: LocalStore.Owner, _ error: SyncError?
  ) {
    guard error?.code != .cancelled else { return }
    do throws(StoreError) {
      try store.noteAttempt(
        on: dataset, of: owner,
        failure: error.map { PendingChanges.Failure(code: $0.code, message: $0.message) },
        at: environment.now())
    } catch {
      // The records are safe; only the note of when is missing.
      logger.warning(
        "the end of a synchronization was not noted", metadata: ["dataset": "\(dataset)"])
    }
  }

  private func perform(
    _ key: Key, _ callbacks: SyncCallbacks, _ settings: SyncSession.Settings
  ) async -> Result<SyncResult, SyncError> {
    queues[key]?.hasBegun = true
    activity.send(.began(key.dataset))
    let driver = SessionDriver(
      identity: key.identity, dataset: key.dataset, callbacks: callbacks, synchronizer: self)
    let result = await driver.run(settings)
    switch result {
    case .success: noteAttempt(on: key.dataset, of: .identity(key.identity), nil)
    case .failure(let error): noteAttempt(on: key.dataset, of: .identity(key.identity), error)
    }
    // The follower takes this run's place before anyone can ask again.
    if let next = queues[key]?.next {
      queues[key] = Queue(current: next)
    } else {
      queues[key] = nil
    }
    switch result {
    case .success(let outcome): activity.send(.succeeded(key.dataset, outcome))
    case .failure(let error):
      activity.send(.failed(key.dataset, error))
      logger.debug(
        "synchronization failed",
        metadata: ["dataset": "\(key.dataset)", "code": "\(error.code.rawValue)"])
    }
    return result
  }
}
