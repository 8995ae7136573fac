package import SyncCore

/// The local store of a simulated device: one dataset of one identity.
package protocol SimulatedStore: AnyObject {
  /// Returns what an attempt begins with.
  func state() throws(SimulatedStoreFailure) -> SyncSession.LocalState
  /// Carries out one transaction of a run.
  func apply(
    _ change: SyncSession.Change, expecting count: SyncCount, at moment: Timestamp
  ) throws(SimulatedStoreFailure) -> ReplicaReport
  /// Returns all edits and marks them as sent.
  func collect(expecting count: SyncCount) throws(SimulatedStoreFailure) -> PushSnapshot
  /// Writes a text, or removes the key.
  func edit(_ key: RecordKey, to value: String?, at moment: Timestamp)
    throws(SimulatedStoreFailure)
  /// Deletes the dataset.
  func delete(at moment: Timestamp) throws(SimulatedStoreFailure)
  /// Returns everything, as the invariants see it.
  func contents() -> DatasetReplica
  /// Loses all that a crash of the process loses.
  func crash()
}

/// Why a simulated store did nothing.
package enum SimulatedStoreFailure: Error, Hashable, Sendable {
  /// The rows are not the ones the run knows.
  case replica(ReplicaFailure)
  /// The store itself failed.
  case broken(String)
}

/// A local store that is nothing but the replica.
package final class MemoryLocalStore: SimulatedStore {
  private var replica = DatasetReplica()
  private var newestEdit: Int64 = 0

  /// Creates an empty store.
  package init() {}

  package func state() -> SyncSession.LocalState {
    SyncSession.LocalState(
      lastSyncCount: replica.lastSyncCount,
      hasCountedRows: replica.rows.values.contains { $0.syncCount > 0 },
      hasEdits: replica.rows.values.contains(where: \.isDirty), newestEdit: newestEdit,
      mergedDatasets: [])
  }

  package func apply(
    _ change: SyncSession.Change, expecting count: SyncCount, at moment: Timestamp
  ) throws(SimulatedStoreFailure) -> ReplicaReport {
    var after = replica
    do throws(ReplicaFailure) {
      let report = try after.apply(change, expecting: count, at: moment)
      replica = after
      return report
    } catch {
      throw .replica(error)
    }
  }

  package func collect(expecting count: SyncCount) throws(SimulatedStoreFailure) -> PushSnapshot {
    do throws(ReplicaFailure) {
      return try replica.collect(expecting: count)
    } catch {
      throw .replica(error)
    }
  }

  package func edit(_ key: RecordKey, to value: String?, at moment: Timestamp) {
    let sequence = newestEdit + 1
    let changed =
      if let value {
        replica.set(key, to: value, at: moment, editSequence: sequence)
      } else {
        replica.remove(key, at: moment, editSequence: sequence)
      }
    if changed { newestEdit = sequence }
  }

  package func delete(at moment: Timestamp) { replica.delete() }

  package func contents() -> DatasetReplica { replica }

  package func crash() {}
}

/// Another store, one call of which fails before it does anything.
package final class FailingLocalStore: SimulatedStore {
  private let inner: any SimulatedStore
  private var callsLeft: Int

  /// Whether the call that was to fail has been made.
  package private(set) var hasFailed = false

  /// Creates a store whose call number `call`, counted from 1, fails.
  package init(_ inner: any SimulatedStore, failing call: Int) {
    self.inner = inner
    callsLeft = call
  }

  package func state() throws(SimulatedStoreFailure) -> SyncSession.LocalState {
    try count()
    return try inner.state()
  }

  package func apply(
    _ change: SyncSession.Change, expecting count: SyncCount, at moment: Timestamp
  ) throws(SimulatedStoreFailure) -> ReplicaReport {
    try self.count()
    return try inner.apply(change, expecting: count, at: moment)
  }

  package func collect(expecting count: SyncCount) throws(SimulatedStoreFailure) -> PushSnapshot {
    try self.count()
    return try inner.collect(expecting: count)
  }

  package func edit(
    _ key: RecordKey, to value: String?, at moment: Timestamp
  ) throws(SimulatedStoreFailure) {
    try inner.edit(key, to: value, at: moment)
  }

  package func delete(at moment: Timestamp) throws(SimulatedStoreFailure) {
    try inner.delete(at: moment)
  }

  package func contents() -> DatasetReplica { inner.contents() }

  package func crash() { inner.crash() }

  private func count() throws(SimulatedStoreFailure) {
    callsLeft -= 1
    guard callsLeft == 0 else { return }
    hasFailed = true
    throw .broken("this call was to fail")
  }
}
