import SyncCore

/// The devices' side: sessions and their effects.
extension World {
  /// Most events of one run; a run that needs more goes in circles.
  private static let mostEvents = 2_000

  /// Asks for a run; one that is on its way is followed by another for all who came meanwhile.
  mutating func call(_ seat: Int, program: Int) throws {
    let rows = seats[seat].replica.rows.values.filter(\.isDirty)
    let call = Call(
      number: nextNumber(),
      edits: Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.editSequence) }),
      count: services[seats[seat].place]?.ledger.state.syncCount ?? 0, epoch: epoch)
    results[call.number] = 0
    let isBusy = runs.values.contains { $0.seat == seat && $0.program == program }
    guard isBusy else { return try start(seat, program: program, calls: [call]) }
    seats[seat].waiting.append(call)
  }

  mutating func start(
    _ seat: Int, program: Int, calls: [Call] = [], purpose: Run.Purpose = .calls
  ) throws {
    var settings = SyncSession.Settings()
    settings.limits = limits
    settings.asksBeforeMerging = asksBeforeMerging
    if case .merge = purpose { settings.pushes = false }
    let number = nextNumber()
    runs[number] = Run(
      seat: seat, program: program, purpose: purpose,
      session: SyncSession(dataset: seats[seat].place.dataset, settings: settings), calls: calls,
      epoch: epoch)
    trace.note("\(now) \(seat) begins run \(number)")
    try feed(number, .began)
  }

  /// Lets the next thing in time happen.
  mutating func advance() throws {
    guard !queue.isEmpty else { return }
    let entry = queue.removeFirst()
    now = max(now, entry.time)
    switch entry.happening {
    case .perform(let run, let effect):
      try perform(effect, of: run)
    case .arrival(let run, let seat, let number, let request):
      try arrive(request, number: number, from: seat, run: run)
    case .answer(let run, let device, let number, let event, let epoch):
      guard runs[run]?.request == number else { return }
      if devices[device].isCutOff { return trace.note("\(now) \(run) answer cut off") }
      runs[run]?.request = 0
      if case .listed = event { runs[run]?.epoch = epoch }
      try feed(run, event)
    case .timeout(let run, let number, let failure):
      guard runs[run]?.request == number else { return }
      runs[run]?.request = 0
      try feed(run, .remoteFailed(failure))
    case .wake(let run):
      try feed(run, .woke)
    case .restart(let device):
      trace.note("\(now) \(device) restarts")
      devices[device].isCrashed = false
    case .reconnect(let device):
      trace.note("\(now) \(device) has the network again")
      devices[device].isCutOff = false
    }
  }

  mutating func feed(_ run: Int, _ event: SyncSession.Event) throws {
    guard runs[run]?.session.isFinished == false else { return }
    let event = sabotaged(event)
    trace.note("\(now) \(run) \(event.word)")
    runs[run]?.events += 1
    guard let effects = runs[run]?.session.handle(event), effects.count == 1 else {
      throw violation(.runsEnd, "run \(run) does not say what comes next")
    }
    guard let events = runs[run]?.events, events < Self.mostEvents else {
      throw violation(.runsEnd, "run \(run) does not end")
    }
    // Each effect waits its turn, so that edits and crashes fall between any two.
    for effect in effects {
      let delay = Int64.random(in: 0...3, using: &generator)
      schedule(in: delay, .perform(run: run, sabotaged(effect, of: run)))
    }
  }

  private mutating func perform(_ effect: SyncSession.Effect, of run: Int) throws {
    guard let seat = runs[run]?.seat else { return }
    // A run that was cancelled has only its end left to perform.
    if case .finish = effect {
    } else if runs[run]?.session.isFinished == true {
      return
    }
    let device = seats[seat].device
    let dies = chance(faults.crashAtEffect)
    if dies, chance(500) { return try crash(device) }
    switch effect {
    case .readState, .store, .collect:
      try performLocally(effect, of: run, seat)
    case .list(let since, let token):
      send(.list(since: since, nextToken: token), for: run)
    case .update(let patches, let token):
      send(.update(patches, token: token), for: run)
    case .deleteRemote:
      send(.delete, for: run)
    case .wait(let least, let most):
      let low = least.milliseconds
      let delay = Int64.random(in: low...max(low, most.milliseconds), using: &generator)
      schedule(in: delay, .wake(run: run))
    case .askMerged(let names):
      try takeIn(names, for: run)
    case .askDeleted:
      try decideDeletion(run)
    case .askPulled:
      try feed(run, .pulledAnswered(chance(faults.abort) ? .reject : .accept))
    case .askConflicts(let conflicts):
      try decide(conflicts, run)
    case .finish(let result):
      try finish(run, result)
    }
    if dies, !devices[device].isCrashed { try crash(device) }
  }

  private mutating func performLocally(
    _ effect: SyncSession.Effect, of run: Int, _ seat: Int
  ) throws {
    if chance(faults.fullDisk) { return try feed(run, .storeBroke) }
    let before = seats[seat].replica
    let event = answerLocally(effect, seat)
    try noteChange(of: seat) { world in
      guard case .store(let change, _) = effect, case .stored(let report) = event else { return }
      try world.settle(change, report, of: run, seat, before: before)
    }
    try feed(run, event)
  }

  private func answerLocally(_ effect: SyncSession.Effect, _ seat: Int) -> SyncSession.Event {
    let store = seats[seat].store
    do throws(SimulatedStoreFailure) {
      switch effect {
      case .readState:
        return .state(try store.state(merged: mergedDatasets(of: seat)))
      case .store(let change, let count):
        return .stored(
          try store.apply(change, expecting: count, at: time(of: seats[seat].device)))
      case .collect(let count):
        return .collected(try store.collect(expecting: count))
      case .list, .update, .deleteRemote, .wait, .askMerged, .askDeleted, .askPulled, .askConflicts,
        .finish:
        preconditionFailure("A store has no answer to \(effect).")
      }
    } catch {
      switch error {
      case .replica(let failure): return .replicaFailed(failure)
      case .broken: return .storeBroke
      }
    }
  }

  /// Ends a run and gives each of its calls the result.
  private mutating func finish(
    _ number: Int, _ result: Result<SyncSession.Success, SyncSession.Failure>
  ) throws {
    guard let run = runs.removeValue(forKey: number) else { return }
    trace.note("\(now) \(number) ends \(result.word)")
    for call in run.calls {
      results[call.number, default: 0] += 1
      if case .success = result { try checkSuccess(of: call, at: run.seat) }
    }
    switch run.purpose {
    case .calls:
      if case .success = result { try retireMerged(of: run.seat, program: run.program) }
      try startNext(run.seat, program: run.program)
    case .merge(let parent, let rest):
      try mergeEnded(run, result, parent: parent, rest: rest)
    case .retirement:
      break
    }
  }

  mutating func startNext(_ seat: Int, program: Int) throws {
    var calls = seats[seat].waiting
    seats[seat].waiting = []
    guard !calls.isEmpty else { return }
    if sabotage == .forgetsJoinedCalls { calls.removeLast() }
    try start(seat, program: program, calls: calls)
  }
}

extension Duration {
  fileprivate var milliseconds: Int64 {
    components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
  }
}

extension Result where Success == SyncSession.Success, Failure == SyncSession.Failure {
  fileprivate var word: String {
    switch self {
    case .success(let success): "well, pushed \(success.pushed)"
    case .failure(let failure): "badly: \(failure)"
    }
  }
}

extension SyncSession.Event {
  /// One word for the trace.
  fileprivate var word: String {
    switch self {
    case .began: "began"
    case .state(let state): "state \(state.lastSyncCount)"
    case .mergedAnswered(let decision): "mergedAnswered \(decision)"
    case .deletedAnswered(let decision): "deletedAnswered \(decision)"
    case .pulledAnswered(let decision): "pulledAnswered \(decision)"
    case .conflictsAnswered(let answers):
      "conflictsAnswered \(answers?.map { "\($0.conflict.key):\($0.resolution)" } ?? [])"
    case .remoteDeleted: "remoteDeleted"
    case .listed(let page): "listed \(page.datasetSyncCount) with \(page.records.count)"
    case .updated(let records): "updated \(records.map(\.syncCount))"
    case .remoteFailed(let failure): "remoteFailed \(failure.kind) \(failure.message)"
    case .stored(let report): "stored at \(report.lastSyncCount)"
    case .collected(let snapshot): "collected \(snapshot.records.map(\.key.rawValue))"
    case .replicaFailed(let failure): "replicaFailed \(failure)"
    case .storeBroke: "storeBroke"
    case .woke: "woke"
    case .cancelled: "cancelled"
    }
  }
}
