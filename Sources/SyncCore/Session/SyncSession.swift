/// One attempt to bring a dataset up to date with the service (cognito-sync.md 6.6).
///
/// The session does nothing itself: each event answers the effect returned before it, until
/// `finish`. Whoever runs it may stop at any point; a new session then picks up from the store.
package struct SyncSession: Sendable {
  /// What may be chosen about a session.
  package struct Settings: Hashable, Sendable {
    /// Attempts before conflicts count as endless.
    package var attempts = 4
    /// Repetitions of one request after passing faults.
    package var repetitions = 3
    /// Whether edits are uploaded; otherwise the run only takes in what the service has.
    package var pushes = true
    /// Whether the app is asked before a listing is taken in.
    package var asksBeforeMerging = false
    /// The sizes the service allows.
    package var limits = SyncLimits()

    /// Creates the default settings.
    package init() {}
  }

  enum Phase: Hashable, Sendable {
    case idle
    case reading
    case askingLocalMerge(LocalState)
    case deletingRemote
    case finishingDeletion
    case pulling(Pull, token: String?)
    case askingRemoteMerge
    case askingDeleted(exists: Bool)
    case askingPulled(Pull, sessionToken: String)
    case keeping
    case purging(exists: Bool)
    case rewinding
    case merging(Pull, sessionToken: String)
    case askingConflicts(Pull, sessionToken: String)
    case resolving(Pull, sessionToken: String)
    case collecting(Pull, sessionToken: String)
    case pushing(Pull, [LocalRecord], sessionToken: String)
    case storingPushed(Int)
    indirect case waiting(then: Phase, Effect)
    case finished
  }

  var phase = Phase.idle
  let dataset: DatasetName
  let settings: Settings
  /// The state this attempt began with.
  var local = LocalState(
    lastSyncCount: 0, hasCountedRows: false, hasEdits: false, newestEdit: 0, mergedDatasets: [])
  /// The dataset's count in the store as this run left it.
  var storedCount: SyncCount = 0
  /// Where the next listing begins, if not at the stored count.
  var rewound: SyncCount?
  var attempt = 0
  var refusals = 0
  var repetition: Repetition
  var deletions = 0
  var hasAskedLocalMerge = false
  var hasAskedRemoteMerge = false
  /// Merged datasets the app was asked about in this run.
  var askedMerges: Set<DatasetName> = []
  var refusedKeys: [RecordKey] = []
  var changed: Set<RecordKey> = []

  /// Creates a session that has not begun.
  package init(dataset: DatasetName, settings: Settings = Settings()) {
    self.dataset = dataset
    self.settings = settings
    repetition = Repetition(limit: settings.repetitions)
  }

  /// Tells whether a request made now is served by this session, edits and news included.
  package var hasNotReadYet: Bool { phase == .idle }

  /// Tells whether the run is over.
  package var isFinished: Bool { phase == .finished }

  /// Advances the session and returns what must be done next, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .began: begin()
    case .state(let state): handleState(state)
    case .mergedAnswered(let decision): handleMerged(decision)
    case .deletedAnswered(let decision): handleDeleted(decision)
    case .pulledAnswered(let decision): handlePulled(decision)
    case .conflictsAnswered(let answers): handleConflicts(answers)
    case .remoteDeleted: handleRemoteDeleted()
    case .listed(let page): handlePage(page)
    case .updated(let records): handleUpdated(records)
    case .remoteFailed(let failure): handleRemoteFailure(failure)
    case .stored(let report): handleStored(report)
    case .collected(let snapshot): handleCollected(snapshot)
    case .replicaFailed(let failure): handleReplicaFailure(failure)
    case .storeBroke: handleBrokenStore()
    case .woke: wake()
    case .cancelled: cancel()
    }
  }

  mutating func finish(_ failure: Failure) -> [Effect] {
    phase = .finished
    return [.finish(.failure(failure))]
  }

  mutating func succeed(pushed: Int = 0) -> [Effect] {
    phase = .finished
    return [.finish(.success(Success(changed: changed.sorted(), pushed: pushed)))]
  }

  mutating func read() -> [Effect] {
    phase = .reading
    return [.readState]
  }

  /// Begins the next attempt after a pause, or gives up.
  mutating func retry(since count: SyncCount? = nil) -> [Effect] {
    attempt += 1
    guard attempt < settings.attempts else {
      return finish(.conflictRetriesExceeded(refusedKeys))
    }
    rewound = count
    let longest = min(Duration.seconds(10), .milliseconds(200) * (1 << attempt))
    phase = .waiting(then: .reading, .readState)
    return [.wait(atLeast: .zero, atMost: longest)]
  }

  mutating func impossible(_ event: StaticString) -> Never {
    preconditionFailure("A session cannot get '\(event)' while it is \(phase).")
  }
}
