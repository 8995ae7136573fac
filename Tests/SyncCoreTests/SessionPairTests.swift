import Testing

@testable import SyncCore

/// Every phase of a session with every event: each pair is either handled or impossible, as the
/// table says, and a pair that is in neither place fails here.
@Suite struct SessionPairTests {
  /// A session in one phase, reached by the events before it.
  struct Station: CustomTestStringConvertible, Sendable {
    var phase: String
    var path: [SyncSession.Event]
    /// Names of the events that may come; `cancelled` may come in all.
    var answers: Set<String>
    var asksBeforeMerging = false

    var testDescription: String { phase }
  }

  private static let local = Sample.local("a", "mine", 3, .unsent, sequence: 7)
  private static let conflict = SyncConflict(local: local, remote: Sample.remote("a", "theirs", 5))
  private static let pushed = PushSnapshot(records: [local], liveRecords: 1, liveBytes: 5)

  private static func state(_ count: SyncCount, merged: [String] = []) -> SyncSession.Event {
    .state(
      .init(
        lastSyncCount: count, hasCountedRows: true, hasEdits: true, newestEdit: 7,
        mergedDatasets: merged.map(Sample.name)))
  }

  private static func stored(
    _ count: SyncCount, conflicts: [SyncConflict] = []
  ) -> SyncSession.Event {
    .stored(ReplicaReport(conflicts: conflicts, lastSyncCount: count))
  }

  private static let pulling: [SyncSession.Event] = [.began, state(4)]
  private static let merging = pulling + [.listed(Sample.page(5))]
  private static let gone = pulling + [.listed(Sample.page(0, exists: false, deleted: true))]
  private static let asking = merging + [stored(4, conflicts: [conflict])]
  private static let collecting = merging + [stored(5)]
  private static let pushing = collecting + [.collected(pushed)]
  private static let deleting: [SyncSession.Event] = [.began, state(-1)]
  private static let other = "GameInfo.us-east-1:0a"
  private static let storing: Set<String> = ["stored", "replicaFailed", "storeBroke"]

  static let stations: [Station] = [
    Station(phase: "idle", path: [], answers: ["began"]),
    Station(phase: "reading", path: [.began], answers: ["state", "replicaFailed", "storeBroke"]),
    Station(
      phase: "askingLocalMerge", path: [.began, state(4, merged: [other])],
      answers: ["mergedAnswered"]),
    Station(
      phase: "deletingRemote", path: deleting, answers: ["remoteDeleted", "remoteFailed"]),
    Station(phase: "finishingDeletion", path: deleting + [.remoteDeleted], answers: storing),
    Station(phase: "pulling", path: pulling, answers: ["listed", "remoteFailed"]),
    Station(
      phase: "askingRemoteMerge", path: pulling + [.listed(Sample.page(5, merged: [other]))],
      answers: ["mergedAnswered"]),
    Station(phase: "askingDeleted", path: gone, answers: ["deletedAnswered"]),
    Station(
      phase: "askingPulled",
      path: pulling + [.listed(Sample.page(5, [Sample.remote("a", "1", 5)]))],
      answers: ["pulledAnswered"], asksBeforeMerging: true),
    Station(phase: "keeping", path: gone + [.deletedAnswered(.keepLocal)], answers: storing),
    Station(phase: "purging", path: gone + [.deletedAnswered(.deleteLocal)], answers: storing),
    Station(
      phase: "rewinding",
      path: pulling + [.remoteFailed(RemoteFailure(.invalidParameter, "No such SyncCount: 4"))],
      answers: storing),
    Station(phase: "merging", path: merging, answers: storing),
    Station(phase: "askingConflicts", path: asking, answers: ["conflictsAnswered"]),
    Station(phase: "resolving", path: asking + [.conflictsAnswered([])], answers: storing),
    Station(
      phase: "collecting", path: collecting,
      answers: ["collected", "replicaFailed", "storeBroke"]),
    Station(phase: "pushing", path: pushing, answers: ["updated", "remoteFailed"]),
    Station(phase: "storingPushed", path: pushing + [.updated([])], answers: storing),
    Station(
      phase: "waiting", path: pulling + [.remoteFailed(RemoteFailure(.unavailable))],
      answers: ["woke"]),
    Station(
      phase: "finished", path: pulling + [.remoteFailed(RemoteFailure(.other))], answers: []),
  ]

  static let events: [SyncSession.Event] = [
    .began, state(4), .mergedAnswered(.handled), .mergedAnswered(.abort),
    .deletedAnswered(.keepLocal), .deletedAnswered(.deleteLocal), .deletedAnswered(.abort),
    .pulledAnswered(.accept), .pulledAnswered(.reject), .conflictsAnswered([]),
    .conflictsAnswered(nil), .remoteDeleted, .listed(Sample.page(5)), .updated([]),
    .remoteFailed(RemoteFailure(.other)), stored(4), .collected(pushed),
    .replicaFailed(.superseded), .replicaFailed(.vanished), .storeBroke, .woke, .cancelled,
  ]

  @Test func `each phase and each event is in the table`() {
    #expect(Set(Self.stations.map { Self.word($0.session.phase) }).count == Self.stations.count)
    #expect(Set(Self.stations.map(\.phase)) == Self.phases)
    #expect(Set(Self.events.map(Self.word)) == Self.eventNames)
  }

  @Test(arguments: stations)
  func `what may come is answered by exactly one effect`(station: Station) {
    #expect(Self.word(station.session.phase) == station.phase)
    for event in Self.events where station.allows(event) {
      var session = station.session
      #expect(session.handle(event).count == 1, "\(station.phase) on \(Self.word(event))")
      #expect(Self.word(session.phase) != "idle")
    }
  }

  /// Pairs that must not occur, by index.
  static let trespasses = stations.indices.flatMap { station in
    events.indices.filter { !stations[station].allows(events[$0]) }.map { [station, $0] }
  }

  @Test(arguments: trespasses)
  func `what may not come stops the program`(pair: [Int]) async {
    await #expect(processExitsWith: .failure) { [pair = pair as [Int]] in
      var session = Self.stations[pair[0]].session
      _ = session.handle(Self.events[pair[1]])
    }
  }

  /// The name of a phase.
  ///
  /// There is no `default`: a new phase does not compile without a line here, and the line is not
  /// enough without a station.
  private static func word(_ phase: SyncSession.Phase) -> String {
    switch phase {
    case .idle: "idle"
    case .reading: "reading"
    case .askingLocalMerge: "askingLocalMerge"
    case .deletingRemote: "deletingRemote"
    case .finishingDeletion: "finishingDeletion"
    case .pulling: "pulling"
    case .askingRemoteMerge: "askingRemoteMerge"
    case .askingDeleted: "askingDeleted"
    case .askingPulled: "askingPulled"
    case .keeping: "keeping"
    case .purging: "purging"
    case .rewinding: "rewinding"
    case .merging: "merging"
    case .askingConflicts: "askingConflicts"
    case .resolving: "resolving"
    case .collecting: "collecting"
    case .pushing: "pushing"
    case .storingPushed: "storingPushed"
    case .waiting: "waiting"
    case .finished: "finished"
    }
  }

  private static let phases: Set<String> = [
    "idle", "reading", "askingLocalMerge", "deletingRemote", "finishingDeletion", "pulling",
    "askingRemoteMerge", "askingDeleted", "askingPulled", "keeping", "purging", "rewinding",
    "merging", "askingConflicts", "resolving", "collecting", "pushing", "storingPushed", "waiting",
    "finished",
  ]

  fileprivate static func word(_ event: SyncSession.Event) -> String {
    switch event {
    case .began: "began"
    case .state: "state"
    case .mergedAnswered: "mergedAnswered"
    case .deletedAnswered: "deletedAnswered"
    case .pulledAnswered: "pulledAnswered"
    case .conflictsAnswered: "conflictsAnswered"
    case .remoteDeleted: "remoteDeleted"
    case .listed: "listed"
    case .updated: "updated"
    case .remoteFailed: "remoteFailed"
    case .stored: "stored"
    case .collected: "collected"
    case .replicaFailed: "replicaFailed"
    case .storeBroke: "storeBroke"
    case .woke: "woke"
    case .cancelled: "cancelled"
    }
  }

  private static let eventNames: Set<String> = [
    "began", "state", "mergedAnswered", "deletedAnswered", "pulledAnswered", "conflictsAnswered",
    "remoteDeleted", "listed", "updated", "remoteFailed", "stored", "collected", "replicaFailed",
    "storeBroke", "woke", "cancelled",
  ]
}

extension SessionPairTests.Station {
  /// The session after the path.
  var session: SyncSession {
    var settings = SyncSession.Settings()
    settings.asksBeforeMerging = asksBeforeMerging
    var session = SyncSession(dataset: Sample.name("GameInfo"), settings: settings)
    for event in path { _ = session.handle(event) }
    return session
  }

  func allows(_ event: SyncSession.Event) -> Bool {
    if case .cancelled = event { return phase != "finished" }
    return answers.contains(SessionPairTests.word(event))
  }
}
