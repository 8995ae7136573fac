package import SyncCore

/// The local store of a seat: one dataset of one identity on one device.
package protocol SimulatedStore: AnyObject {
  /// Returns what an attempt begins with; `merged` is what a store without other datasets is told
  /// about them.
  func state(merged: [DatasetName]) throws(SimulatedStoreFailure) -> SyncSession.LocalState
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
  /// Hands all rows to the store of the merged dataset that the guest's becomes.
  func move(to merged: any SimulatedStore) throws(SimulatedStoreFailure)
  /// Copies chosen texts into the primary, drops all rows and leaves their deletion pending.
  func dissolve(
    into primary: any SimulatedStore, choices: [RecordKey: String], at moment: Timestamp
  ) throws(SimulatedStoreFailure)
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
