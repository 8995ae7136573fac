import SyncCore
import TestKit

@testable import SyncClient

/// The real local store as a device of a simulated world uses it.
final class SQLiteSimulatedStore: SimulatedStore {
  private let path: String
  private let identity: IdentityID
  private let dataset: DatasetName
  private var store: LocalStore

  /// Opens the store of a device, which all its places share.
  init(path: String, place: Place) throws {
    self.path = path
    identity = place.identity
    dataset = place.dataset
    store = try Self.open(path)
    try store.create(dataset, of: .identity(identity), at: Timestamp(milliseconds: 0))
  }

  func state(
    merged: [DatasetName]
  ) throws(SimulatedStoreFailure) -> SyncSession.LocalState {
    try storing { store throws(StoreError) in
      try store.state(of: dataset, identity: identity, at: Timestamp(milliseconds: 0))
    }
  }

  func apply(
    _ change: SyncSession.Change, expecting count: SyncCount, at moment: Timestamp
  ) throws(SimulatedStoreFailure) -> ReplicaReport {
    try storing { store throws(StoreError) in
      try store.apply(change, to: dataset, identity: identity, expecting: count, at: moment)
    }
  }

  func collect(expecting count: SyncCount) throws(SimulatedStoreFailure) -> PushSnapshot {
    try storing { store throws(StoreError) in
      try store.collect(from: dataset, identity: identity, expecting: count)
    }
  }

  func edit(
    _ key: RecordKey, to value: String?, at moment: Timestamp
  ) throws(SimulatedStoreFailure) {
    try storing { store throws(StoreError) in
      if let value {
        _ = try store.set([key: value], in: dataset, of: .identity(identity), at: moment)
      } else {
        _ = try store.remove([key], in: dataset, of: .identity(identity), at: moment)
      }
    }
  }

  func delete(at moment: Timestamp) throws(SimulatedStoreFailure) {
    try storing { store throws(StoreError) in
      _ = try store.delete(dataset, of: .identity(identity), at: moment)
    }
  }

  func move(to merged: any SimulatedStore) throws(SimulatedStoreFailure) {
    guard let merged = merged as? SQLiteSimulatedStore else {
      preconditionFailure("A device has stores of one kind.")
    }
    try storing { store throws(StoreError) in
      try store.forget(identity: true)
      let guest = CachedIdentity(identity: identity, isAuthenticated: false)
      _ = try store.adopt(
        guest, replacing: nil, cause: .first, at: Timestamp(milliseconds: 0))
      let member = CachedIdentity(identity: merged.identity, isAuthenticated: true)
      _ = try store.adopt(
        member, replacing: identity, cause: .guestReplaced,
        at: Timestamp(milliseconds: 0))
    }
  }

  func dissolve(
    into primary: any SimulatedStore, choices: [RecordKey: String], at moment: Timestamp
  ) throws(SimulatedStoreFailure) {
    guard let primary = primary as? SQLiteSimulatedStore else {
      preconditionFailure("A device has stores of one kind.")
    }
    try storing { store throws(StoreError) in
      let (_, _, newestEdit) = try store.mergeCandidates(
        dataset, primary.dataset, identity: identity)
      _ = try store.dissolve(
        dataset, into: primary.dataset, identity: identity, rule: "newer device date",
        choices: choices,
        newestEdit: newestEdit, at: moment)
    }
  }

  func contents() -> DatasetReplica {
    do {
      return try store.replica(of: dataset, of: .identity(identity))
    } catch {
      preconditionFailure("The store of a simulated device cannot be read: \(error)")
    }
  }

  /// Opens the file a second time and lets go of the first connection without closing it, as the
  /// end of a process does.
  func crash() {
    do {
      store = try Self.open(path)
    } catch {
      preconditionFailure("The store of a simulated device cannot be opened again: \(error)")
    }
  }

  private static func open(_ path: String) throws(StoreError) -> LocalStore {
    try LocalStore.open(at: path, pool: Bench.pool, now: Timestamp(milliseconds: 0))
  }

  private func storing<Value>(
    _ body: (LocalStore) throws(StoreError) -> Value
  ) throws(SimulatedStoreFailure) -> Value {
    do {
      return try body(store)
    } catch {
      if case .replica(let failure) = error { throw .replica(failure) }
      throw .broken("\(error)")
    }
  }
}
