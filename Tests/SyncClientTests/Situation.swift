import GRDB
import SyncCore
import Synchronization
import Testing

@testable import SyncClient

/// Words for bringing a device into an exact state, however it may have come there.
extension Bench {
  /// A row as a test plants it.
  struct Planted: Sendable {
    var key: String
    var value: String?
    var syncCount: SyncCount
    var edit: LocalRecord.Edit = .none
  }

  /// Gives a dataset of the present identity these rows and this count, and no others.
  func plant(
    _ rows: [Planted], lastSyncCount: SyncCount, _ dataset: String = "GameInfo"
  ) async throws {
    let owner = try await identity().rawValue
    _ = try manager.dataset(dataset)
    let moment = service.state.withLock(\.now).milliseconds
    try await manager.store.connection().write { database in
      try database.execute(
        sql: """
          UPDATE dataset SET last_sync_count = ? WHERE identity_id = ? AND name = ?;
          DELETE FROM record WHERE identity_id = ? AND dataset = ?;
          """, arguments: [lastSyncCount, owner, dataset, owner, dataset])
      for row in rows {
        try database.execute(
          sql: """
            INSERT INTO record (identity_id, dataset, key, value, sync_count, dirty,
              device_modified_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            owner, dataset, row.key, row.value, row.syncCount, row.edit.rawValue, moment,
          ])
      }
    }
  }

  /// Deletes a dataset as another device would.
  func deleteElsewhere(_ dataset: String = "GameInfo") async throws {
    let name = try #require(DatasetName(dataset))
    let reference = DatasetReference(pool: service.pool, identity: try await identity(), name: name)
    try service.state.withLock { state in
      var ledger = try #require(state.ledgers[reference])
      _ = try ledger.delete()
      state.ledgers[reference] = ledger
    }
  }

  /// The texts of a dataset at the service.
  func remote(_ dataset: String = "GameInfo") async throws -> [String: String] {
    let records = service.ledger(try await identity(), dataset)?.records.values.map(\.self) ?? []
    return records.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value }
  }

  /// Expects that device and service hold the same texts, with nothing left to upload.
  func expectAgreement(
    _ comment: Comment? = nil, at place: SourceLocation = #_sourceLocation
  ) async throws {
    let (here, there) = (try dataset().values(), try await remote())
    #expect(here == there, comment, sourceLocation: place)
    #expect(try dataset().unsynchronizedCount() == 0, comment, sourceLocation: place)
  }

  /// Closes the manager and returns what it announced since `activity` was taken.
  func steps(_ activity: AsyncStream<SyncActivity>) async -> [String] {
    await manager.close()
    return await activity.reduce(into: []) { steps, step in
      switch step {
      case .began: steps.append("began")
      case .succeeded: steps.append("succeeded")
      case .failed(_, let error): steps.append(error.code.rawValue)
      }
    }
  }
}

extension SyncCallbacks {
  /// Callbacks for situations in which there is nothing to decide.
  static var neverAsked: SyncCallbacks {
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      Issue.record("Asked about conflicts: \(report.conflicts.map(\.key))")
      return .abort
    }
    callbacks.onDatasetDeleted = { _ in
      Issue.record("Asked about a deletion.")
      return .abort
    }
    callbacks.onDatasetsMerged = { report in
      Issue.record("Asked about merged datasets: \(report.merged)")
      return .abort
    }
    return callbacks
  }
}
