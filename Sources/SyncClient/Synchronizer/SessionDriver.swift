import CognitoWire
import Logging
import SyncCore

/// Carries out the effects of one session on the synchronizer's queue.
struct SessionDriver {
  let identity: IdentityID
  let dataset: DatasetName
  let callbacks: SyncCallbacks
  let synchronizer: Synchronizer

  /// Runs a session to its end.
  func run(
    _ settings: SyncSession.Settings
  ) async -> Result<SyncResult, SyncError> {
    var settings = settings
    settings.asksBeforeMerging = callbacks.willApply != nil
    var session = SyncSession(dataset: dataset, settings: settings)
    var beneath: SyncError?
    var event = SyncSession.Event.began
    while true {
      if Task.isCancelled { event = .cancelled }
      guard let effect = session.handle(event).first else {
        preconditionFailure("A session always says what comes next.")
      }
      do throws(SyncError) {
        switch effect {
        case .finish(let result):
          return await finish(result, beneath: beneath)
        case .askMerged(let names):
          event = .mergedAnswered(try await askMerged(names))
        case .askDeleted, .askPulled, .askConflicts:
          event = await ask(effect)
        case .readState, .store, .collect:
          event = try local(effect)
        case .deleteRemote, .list, .update:
          event = try await remote(effect)
        case .wait(let least, let most):
          event = await wait(atLeast: least, atMost: most)
        }
      } catch {
        beneath = error
        switch effect {
        case .readState, .store, .collect: event = .storeBroke
        case .deleteRemote, .list, .update: event = .remoteFailed(RemoteFailure(error))
        case .askMerged, .askDeleted, .askPulled, .askConflicts, .wait, .finish:
          return .failure(error)
        }
      }
    }
  }

  private func local(_ effect: SyncSession.Effect) throws(SyncError) -> SyncSession.Event {
    let store = synchronizer.store
    let now = synchronizer.environment.now()
    do throws(StoreError) {
      switch effect {
      case .readState:
        return .state(try store.state(of: dataset, identity: identity, at: now))
      case .store(let change, let count):
        let report = try store.apply(
          change, to: dataset, identity: identity, expecting: count, at: now)
        announce(report.changed, in: dataset)
        return .stored(report)
      case .collect(let count):
        return .collected(
          try store.collect(
            from: dataset, identity: identity, expecting: count,
            within: synchronizer.settings.limits))
      case .askMerged, .askDeleted, .askPulled, .askConflicts, .deleteRemote, .list, .update,
        .wait, .finish:
        preconditionFailure("The local store has no answer to \(effect).")
      }
    } catch {
      if case .replica(let failure) = error { return .replicaFailed(failure) }
      throw SyncError(error)
    }
  }

  private func remote(
    _ effect: SyncSession.Effect
  ) async throws(SyncError) -> SyncSession.Event {
    // A session repeats by itself what failed in passing.
    let remote = synchronizer.remote.withoutRepetition
    let path = DatasetReference(pool: synchronizer.pool, identity: identity, name: dataset)
    switch effect {
    case .deleteRemote:
      _ = try await remote.call(DeleteDataset.self, path, as: identity)
      return .remoteDeleted
    case .list(let since, let token):
      let input = ListRecords.Input(path: path, lastSyncCount: since, nextToken: token)
      return .listed(try await remote.call(ListRecords.self, input, as: identity))
    case .update(let patches, let token):
      let device = try synchronizer.registeredDevice(of: identity)
      let input = UpdateRecords.Input(
        path: path, sessionToken: token, deviceID: device,
        deviceName: synchronizer.deviceName, patches: patches)
      return .updated(try await remote.call(UpdateRecords.self, input, as: identity))
    case .readState, .store, .collect, .askMerged, .askDeleted, .askPulled, .askConflicts, .wait,
      .finish:
      preconditionFailure("The service has no answer to \(effect).")
    }
  }

  private func ask(
    _ effect: SyncSession.Effect
  ) async -> SyncSession.Event {
    switch effect {
    case .askDeleted(let hasEdits):
      let deletion = DatasetDeletion(dataset: dataset, hasUnsynchronizedEdits: hasEdits)
      return .deletedAnswered(await callbacks.onDatasetDeleted(deletion))
    case .askPulled(let pull):
      let changes = PulledChanges(
        dataset: dataset, records: pull.records, isComplete: pull.isFull)
      return .pulledAnswered(await callbacks.willApply?(changes) ?? .accept)
    case .askConflicts(let conflicts):
      let time = synchronizer.remote.service.clock.time
      let report = ConflictReport(dataset: dataset, conflicts: conflicts, serverTime: time)
      return .conflictsAnswered(answers(of: await callbacks.onConflicts(report), to: report))
    case .readState, .store, .collect, .askMerged, .deleteRemote, .list, .update, .wait, .finish:
      preconditionFailure("The app has no answer to \(effect).")
    }
  }

  private func answers(
    of decision: ConflictDecision, to report: ConflictReport
  ) -> [ResolvedConflict]? {
    switch decision {
    case .abort: nil
    case .resolve(let answers, let rule):
      report.conflicts.map { conflict in
        if let answer = answers[conflict.key] {
          return ResolvedConflict(conflict, answer, rule: rule)
        }
        return ResolvedConflict(
          conflict, conflict.lastWriter(serverTime: report.serverTime),
          rule: ConflictDecision.lastWriterRule)
      }
    }
  }

  private func wait(
    atLeast least: Duration, atMost most: Duration
  ) async -> SyncSession.Event {
    let environment = synchronizer.environment
    do {
      try await environment.sleep(environment.draw(atLeast: least, atMost: most))
      return .woke
    } catch {
      return .cancelled
    }
  }

  private func finish(
    _ result: Result<SyncSession.Success, SyncSession.Failure>, beneath: SyncError?
  ) async -> Result<SyncResult, SyncError> {
    switch result {
    case .failure(let failure):
      return .failure(SyncError(failure, dataset: dataset, beneath: beneath))
    case .success(let success):
      await retireDissolved()
      return .success(
        SyncResult(changedKeys: success.changed, pushedRecords: success.pushed))
    }
  }

  func announce(_ keys: [RecordKey], in dataset: DatasetName) {
    guard !keys.isEmpty else { return }
    synchronizer.changes.send(DatasetChange(dataset: dataset, scope: .keys(keys)))
  }
}
