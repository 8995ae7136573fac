package import SyncCore

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

  package func state(
    merged: [DatasetName]
  ) throws(SimulatedStoreFailure) -> SyncSession.LocalState {
    try count()
    return try inner.state(merged: merged)
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

  package func move(to merged: any SimulatedStore) throws(SimulatedStoreFailure) {
    try inner.move(to: merged)
  }

  package func dissolve(
    into primary: any SimulatedStore, choices: [RecordKey: String], at moment: Timestamp
  ) throws(SimulatedStoreFailure) {
    try inner.dissolve(into: primary, choices: choices, at: moment)
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
