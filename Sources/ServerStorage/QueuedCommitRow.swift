import GRDB
import SyncCore

/// Commits that wait to be published, in the database.
enum QueuedCommitRow {
  static let insertion = """
    INSERT INTO queued_commit (pool, identity, dataset, sync_count, modified_ms, is_deletion)
    VALUES (?, ?, ?, ?, ?, ?)
    """

  static let recordInsertion = """
    INSERT INTO queued_record (
      queued, position, key, value, sync_count, modified_ms, modified_by, device_ms,
      device_name)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  /// Queues a commit.
  static func insert(_ commit: PublishedCommit, _ database: Database) throws {
    let dataset = commit.dataset
    try database.run(
      insertion, .text(dataset.pool.rawValue), .text(dataset.identity.rawValue),
      .text(dataset.name.rawValue), .integer(commit.syncCount), .time(commit.lastModified),
      .flag(commit.isDeletion))
    let number = database.lastInsertedRowID
    for (position, record) in commit.records.enumerated() {
      try database.run(
        recordInsertion, .integer(number), .integer(position), .text(record.key.rawValue),
        .text(record.value),
        .integer(record.syncCount), .time(record.lastModified), .text(record.lastModifiedBy),
        .time(record.deviceLastModified), .text(record.lastModifiedDevice))
    }
  }

  static let oldest = """
    SELECT number, identity, dataset, sync_count, modified_ms, is_deletion
    FROM queued_commit WHERE pool = ? ORDER BY number LIMIT ?
    """

  static let records = """
    SELECT key, value, sync_count, modified_ms, modified_by, device_ms, device_name
    FROM queued_record WHERE queued = ? ORDER BY position
    """

  /// Returns the oldest commits of a pool.
  static func fetch(
    of pool: IdentityPoolID, limit: Int, _ database: Database
  ) throws -> [QueuedCommit] {
    let found = try database.all(oldest, .text(pool.rawValue), .integer(limit)) { row in
      guard let identity = IdentityID(row.text(1)), let name = DatasetName(row.text(2)) else {
        throw RecordRows.damage
      }
      return QueuedCommit(
        number: row.integer(0),
        commit: PublishedCommit(
          dataset: DatasetReference(pool: pool, identity: identity, name: name),
          syncCount: row.integer(3), lastModified: row.time(4), isDeletion: row.flag(5),
          records: []))
    }
    return try found.map { queued in
      var queued = queued
      queued.commit.records = try database.all(
        records, .integer(queued.number), read: RecordRows.record)
      return queued
    }
  }

  static let removal = "DELETE FROM queued_commit WHERE pool = ? AND number <= ?"

  /// Drops the commits of a pool up to `number`.
  static func delete(
    of pool: IdentityPoolID, through number: Int64, _ database: Database
  ) throws {
    try database.run(removal, .text(pool.rawValue), .integer(number))
  }

  /// Drops all commits of a pool.
  static func deleteAll(of pool: IdentityPoolID, _ database: Database) throws {
    try delete(of: pool, through: .max, database)
  }

  /// Only pools with settings can have a stream, so that the queue itself need not be walked.
  static let pools = """
    SELECT pool FROM pool_sync s
    WHERE EXISTS (SELECT 1 FROM queued_commit q WHERE q.pool = s.pool) ORDER BY pool
    """
}
