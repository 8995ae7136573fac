package import SyncCore

/// A local store that is nothing but the replica.
package final class MemoryLocalStore: SimulatedStore {
  /// The rows, or nothing after they moved to another identity.
  private var replica: DatasetReplica? = DatasetReplica()
  private var newestEdit: Int64 = 0

  private let identity: IdentityID
  private let dataset: DatasetName
  private static let rule = "newer device date"

  /// Creates an empty store.
  package init(_ place: Place) {
    identity = place.identity
    dataset = place.dataset
  }

  package func state(merged: [DatasetName]) -> SyncSession.LocalState {
    let rows = contents()
    replica = rows
    return SyncSession.LocalState(
      lastSyncCount: rows.lastSyncCount,
      hasCountedRows: rows.rows.values.contains { $0.syncCount > 0 },
      hasEdits: rows.rows.values.contains(where: \.isDirty), newestEdit: newestEdit,
      mergedDatasets: merged)
  }

  package func apply(
    _ change: SyncSession.Change, expecting count: SyncCount, at moment: Timestamp
  ) throws(SimulatedStoreFailure) -> ReplicaReport {
    try transaction { rows throws(ReplicaFailure) in
      try rows.apply(change, expecting: count, at: moment)
    }
  }

  package func collect(expecting count: SyncCount) throws(SimulatedStoreFailure) -> PushSnapshot {
    try transaction { rows throws(ReplicaFailure) in try rows.collect(expecting: count) }
  }

  package func edit(_ key: RecordKey, to value: String?, at moment: Timestamp) {
    var rows = contents()
    let sequence = newestEdit + 1
    let changed =
      if let value {
        rows.set(key, to: value, at: moment, editSequence: sequence)
      } else {
        rows.remove(key, at: moment, editSequence: sequence)
      }
    if changed { newestEdit = sequence }
    replica = rows
  }

  package func delete(at moment: Timestamp) {
    var rows = contents()
    rows.delete()
    replica = rows
  }

  package func move(to merged: any SimulatedStore) {
    guard let merged = merged as? MemoryLocalStore else {
      preconditionFailure("A device has stores of one kind.")
    }
    var target = merged.contents()
    let moved = contents().takenOver()
    if moved.isDeletePending { target.lastSyncCount = moved.lastSyncCount }
    _ = target.absorb(
      moved.rows.values, from: identity, rule: Self.rule, at: Timestamp(milliseconds: 0)
    ) { present, row in
      row.comparisonDate > present.comparisonDate ? row.value : nil
    }
    merged.replica = target
    merged.newestEdit = max(merged.newestEdit, newestEdit)
    replica = nil
  }

  package func dissolve(
    into primary: any SimulatedStore, choices: [RecordKey: String], at moment: Timestamp
  ) {
    guard let primary = primary as? MemoryLocalStore else {
      preconditionFailure("A device has stores of one kind.")
    }
    var target = primary.contents()
    primary.newestEdit += 1
    _ = target.dissolve(
      contents(), named: dataset, rule: Self.rule, choices: choices,
      editSequence: primary.newestEdit, at: moment)
    primary.replica = target
    delete(at: moment)
  }

  package func contents() -> DatasetReplica { replica ?? DatasetReplica() }

  package func crash() {}

  /// Changes the rows past all rules; only sabotage does so.
  func tamper(_ body: (inout DatasetReplica) -> Void) {
    var rows = contents()
    body(&rows)
    replica = rows
  }

  private func transaction<Value>(
    _ body: (inout DatasetReplica) throws(ReplicaFailure) -> Value
  ) throws(SimulatedStoreFailure) -> Value {
    guard var after = replica else { throw .replica(.vanished) }
    do throws(ReplicaFailure) {
      let value = try body(&after)
      replica = after
      return value
    } catch {
      throw .replica(error)
    }
  }
}
