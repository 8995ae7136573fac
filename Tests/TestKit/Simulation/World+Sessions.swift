import SyncCore

/// The devices' side: sessions and their effects.
extension World {
  /// Starts a run, unless one is on its way.
  mutating func begin(_ index: Int) {
    guard devices[index].session == nil, let name = DatasetName("GameInfo") else { return }
    devices[index].life += 1
    devices[index].session = SyncSession(dataset: name)
    trace.note("\(now) \(index) begins run \(devices[index].life)")
    feed(index, .began)
  }

  /// Lets the next thing in time happen.
  mutating func advance() throws {
    guard !queue.isEmpty else { return }
    let entry = queue.removeFirst()
    now = max(now, entry.time)
    switch entry.happening {
    case .perform(let index, let life, let effect):
      guard isAlive(index, life) else { return }
      perform(effect, on: index)
    case .arrival(let index, let life, let number, let request):
      arrive(request, number: number, from: index, life: life)
    case .answer(let index, let life, let number, let event):
      guard isAlive(index, life), devices[index].request == number else { return }
      // Whatever arrives later is the answer to a request that is over.
      devices[index].request += 1
      feed(index, event)
    case .wake(let index, let life):
      guard isAlive(index, life) else { return }
      feed(index, .woke)
    case .restart(let index):
      trace.note("\(now) \(index) restarts")
      devices[index].isCrashed = false
    case .reconnect(let index):
      trace.note("\(now) \(index) has the network again")
      devices[index].isCutOff = false
    }
  }

  private func isAlive(_ index: Int, _ life: Int) -> Bool {
    devices[index].life == life && devices[index].session != nil
  }

  private mutating func feed(_ index: Int, _ event: SyncSession.Event) {
    trace.note("\(now) \(index) \(event.word)")
    guard let effects = devices[index].session?.handle(event) else { return }
    // Each effect waits its turn, so that edits and crashes fall between any two.
    for effect in effects {
      let delay = Int64.random(in: 0...3, using: &generator)
      schedule(in: delay, .perform(device: index, life: devices[index].life, effect))
    }
  }

  private mutating func perform(_ effect: SyncSession.Effect, on index: Int) {
    switch effect {
    case .readState, .store, .collect:
      let answer = answerLocally(effect, index)
      devices[index].isDecided = false
      feed(index, answer)
    case .list(let since, let token):
      send(.list(since: since, nextToken: token), from: index)
    case .update(let patches, let token):
      send(.update(patches, token: token), from: index)
    case .deleteRemote:
      send(.delete, from: index)
    case .wait(let least, let most):
      let low = least.milliseconds
      let delay = Int64.random(in: low...max(low, most.milliseconds), using: &generator)
      schedule(in: delay, .wake(device: index, life: devices[index].life))
    case .askMerged:
      feed(index, .mergedAnswered(.handled))
    case .askDeleted:
      decideDeletion(index)
    case .askConflicts(let conflicts):
      decide(conflicts, index)
    case .finish(let result):
      trace.note("\(now) \(index) ends \(result.word)")
      devices[index].outcomes.append(result)
      devices[index].session = nil
    }
  }

  private func answerLocally(_ effect: SyncSession.Effect, _ index: Int) -> SyncSession.Event {
    let store = devices[index].store
    do throws(SimulatedStoreFailure) {
      switch effect {
      case .readState: return .state(try store.state())
      case .store(let change, let count):
        return .stored(try store.apply(change, expecting: count, at: time(of: index)))
      case .collect(let count): return .collected(try store.collect(expecting: count))
      case .list, .update, .deleteRemote, .wait, .askMerged, .askDeleted, .askConflicts, .finish:
        preconditionFailure("A store has no answer to \(effect).")
      }
    } catch {
      switch error {
      case .replica(let failure): return .replicaFailed(failure)
      case .broken: return .storeBroke
      }
    }
  }

  private mutating func decideDeletion(_ index: Int) {
    if chance(faults.abort) { return feed(index, .deletedAnswered(.abort)) }
    devices[index].released.formUnion(devices[index].promises.keys)
    devices[index].isDecided = true
    feed(index, .deletedAnswered(chance(500) ? .keepLocal : .deleteLocal))
  }

  private mutating func decide(_ conflicts: [SyncConflict], _ index: Int) {
    if chance(faults.abort) { return feed(index, .conflictsAnswered(nil)) }
    var answers: [ResolvedConflict] = []
    for conflict in conflicts {
      let resolution: ConflictResolution =
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: .local
        case 1: .remote
        case 2: .value(chance(200) ? nil : "m\(Int.random(in: 0..<3, using: &generator))")
        case _: conflict.lastWriter(serverTime: Timestamp(milliseconds: now))
        }
      devices[index].released.insert(conflict.key)
      answers.append(ResolvedConflict(conflict, resolution))
    }
    devices[index].isDecided = true
    feed(index, .conflictsAnswered(answers))
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
    case .mergedAnswered: "mergedAnswered"
    case .deletedAnswered(let decision): "deletedAnswered \(decision)"
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
