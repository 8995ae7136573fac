import Logging
import SyncCore

/// The built-in way to deal with merged datasets (cognito-sync.md 6.5, rule 3).
extension SessionDriver {
  /// Asks the app about merged datasets and does what it says.
  func askMerged(
    _ names: [DatasetName]
  ) async throws(SyncError) -> MergedDecision {
    switch await callbacks.onDatasetsMerged(MergedDatasets(dataset: dataset, merged: names)) {
    case .abort: return .abort
    case .handled: return .handled
    case .mergeIntoPrimary(let policy):
      try await pullPrimary()
      for name in names { try await takeIn(name, policy) }
      return .handled
    }
  }

  /// Deletes dissolved datasets at the service, their records being uploaded with the primary.
  ///
  /// What fails stays pending, and is tried again by the next run.
  func retireDissolved() async {
    let names = try? storing { store throws(StoreError) in
      try store.dissolved(into: dataset, identity: identity)
    }
    for name in names ?? [] {
      do throws(SyncError) {
        _ = try await synchronizer.outcome(
          of: name, identity: identity, callbacks, synchronizer.settings
        ).get()
        try storing { store throws(StoreError) in try store.retire(name, identity: identity) }
      } catch {
        synchronizer.logger.warning(
          "a merged dataset could not be deleted",
          metadata: ["dataset": "\(name)", "code": "\(error.code.rawValue)"])
      }
    }
  }

  /// Copies a merged dataset's live records and leaves its deletion pending.
  private func takeIn(_ name: DatasetName, _ policy: MergePolicy) async throws(SyncError) {
    let known = try storing { store throws(StoreError) in
      try store.replica(of: name, of: .identity(identity))
    }
    if known.isDeletePending && known.rows.isEmpty { return }
    try await pull(name)
    while true {
      let (merged, primary, newestEdit) = try storing { store throws(StoreError) in
        try store.mergeCandidates(name, dataset, identity: identity)
      }
      var choices: [RecordKey: String] = [:]
      var setApart: [DeviceRecord] = []
      for (key, row) in merged.rows where !row.isDeleted {
        if let text = policy.choose(primary.rows[key], row) { choices[key] = text }
        if let record = policy.setApart(primary.rows[key], row) { setApart.append(record) }
      }
      let changed = try storing { store throws(StoreError) in
        try store.dissolve(
          name, into: dataset, identity: identity, rule: policy.name, choices: choices,
          setApart: setApart,
          newestEdit: newestEdit, at: synchronizer.environment.now())
      }
      // Nothing means that a key was pressed between reading and writing: choose again.
      guard let changed else { continue }
      announce(changed, in: dataset)
      return
    }
  }

  /// Takes in what the service has of this dataset, so that the policy compares with it and not with
  /// what this device happens to know; a device that was a guest's knows nothing of it.
  ///
  /// This run waits meanwhile, and reads the rows again afterwards.
  private func pullPrimary() async throws(SyncError) {
    var settings = synchronizer.settings
    settings.pushes = false
    var callbacks = callbacks
    callbacks.onDatasetsMerged = { _ in .handled }
    let driver = SessionDriver(
      identity: identity, dataset: dataset, callbacks: callbacks, synchronizer: synchronizer)
    _ = try await driver.run(settings).get()
  }

  /// Takes in what the service has of a merged dataset, without uploading anything: it is about
  /// to be deleted.
  private func pull(
    _ name: DatasetName
  ) async throws(SyncError) {
    var settings = synchronizer.settings
    settings.pushes = false
    var callbacks = SyncCallbacks()
    callbacks.onDatasetDeleted = { _ in .keepLocal }
    callbacks.willApply = self.callbacks.willApply
    _ = try await synchronizer.outcome(of: name, identity: identity, callbacks, settings).get()
  }

  private func storing<Value>(
    _ body: (LocalStore) throws(StoreError) -> Value
  ) throws(SyncError) -> Value {
    do { return try body(synchronizer.store) } catch { throw SyncError(error) }
  }
}
