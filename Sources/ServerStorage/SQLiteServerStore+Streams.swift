import GRDB
package import SyncCore

extension SQLiteServerStore {
  private struct Snapshot {
    var number: Int64
    var commit: PublishedCommit
  }

  /// Returns the oldest commits queued for a pool.
  package func queuedCommits(
    of pool: IdentityPoolID, limit: Int
  ) async throws(StoreError) -> [QueuedCommit] {
    try await read { database in
      try QueuedCommitRow.fetch(of: pool, limit: limit, database)
    }
  }

  /// Forgets what was published.
  package func removeQueuedCommits(
    of pool: IdentityPoolID, through number: Int64
  ) async throws(StoreError) {
    try await write { database in
      try QueuedCommitRow.delete(of: pool, through: number, database)
    }
  }

  /// Returns the pools that have queued commits.
  package func poolsWithQueuedCommits() async throws(StoreError) -> [IdentityPoolID] {
    try await read { database in
      try database.all(QueuedCommitRow.pools) { IdentityPoolID($0.text(0)) }.compactMap(\.self)
    }
  }

  /// Returns existing datasets of a pool with their live records, by identity and name.
  package func snapshots(
    of pool: IdentityPoolID, after last: DatasetReference?, limit: Int
  ) async throws(StoreError) -> [PublishedCommit] {
    try await read { database in
      let snapshots = try Self.snapshots(of: pool, after: last, limit: limit, database)
      return try snapshots.map { snapshot in
        let everything = ListingPosition(
          requested: 0, snapshot: snapshot.commit.syncCount, isFull: true, wasDeleted: false)
        var commit = snapshot.commit
        commit.records = try RecordRows(dataset: snapshot.number)
          .list(from: everything, count: nil, database).filter { !$0.isDeleted }
        return commit
      }
    }
  }

  private static func snapshots(
    of pool: IdentityPoolID, after last: DatasetReference?, limit: Int, _ database: Database
  ) throws -> [Snapshot] {
    try database.all(
      DatasetRow.ofPool, .text(pool.rawValue), .text(last?.identity.rawValue ?? ""),
      .text(last?.name.rawValue ?? ""), .integer(limit)
    ) { row in
      guard let identity = IdentityID(row.text(1)), let name = DatasetName(row.text(2)) else {
        throw RecordRows.damage
      }
      return Snapshot(
        number: row.integer(0),
        commit: PublishedCommit(
          dataset: DatasetReference(pool: pool, identity: identity, name: name),
          syncCount: row.integer(3), lastModified: row.time(4), isDeletion: false, records: []))
    }
  }
}
