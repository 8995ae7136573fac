import GRDB
import SyncCore

/// The records of one dataset in the database.
struct RecordRows {
  /// The dataset's row.
  var dataset: Int64

  static let summary = """
    SELECT sync_count, length(CAST(key AS BLOB)) + length(CAST(value AS BLOB))
    FROM record WHERE dataset = ? AND key = ?
    """

  /// Summarises those of `patches` whose keys are known, tombstones included.
  func summaries(
    of patches: [RecordPatch], _ database: Database
  ) throws -> [RecordKey: RecordSummary] {
    var summaries: [RecordKey: RecordSummary] = [:]
    for patch in patches {
      summaries[patch.key] = try database.first(
        Self.summary, .integer(dataset), .text(patch.key.rawValue)
      ) { row in
        RecordSummary(syncCount: row.integer(0), liveBytes: row.optional(row.count, 1))
      }
    }
    return summaries
  }

  static let writing = """
    INSERT INTO record (
      dataset, key, value, sync_count, modified_ms, modified_by, device_ms, device_name)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (dataset, key) DO UPDATE SET
      value = ?3, sync_count = ?4, modified_ms = ?5, modified_by = ?6, device_ms = ?7,
      device_name = ?8
    """

  /// Writes `records` over what is stored.
  func save(_ records: [SyncRecord], _ database: Database) throws {
    for record in records {
      try database.run(
        Self.writing, .integer(dataset), .text(record.key.rawValue), .text(record.value),
        .integer(record.syncCount), .time(record.lastModified), .text(record.lastModifiedBy),
        .time(record.deviceLastModified), .text(record.lastModifiedDevice))
    }
  }

  static let listing = """
    SELECT key, value, sync_count, modified_ms, modified_by, device_ms, device_name
    FROM record
    WHERE dataset = ?1 AND sync_count <= ?4 AND (sync_count, key) > (?2, ?3)
    ORDER BY sync_count, key LIMIT ?5
    """

  /// Reads up to `count` records from `position` on, in the order of a listing.
  func list(
    from position: ListingPosition, count: Int?, _ database: Database
  ) throws -> [SyncRecord] {
    // No key precedes an empty one, so that "after all of this count" is "from the next one on".
    let start = position.lastKey.map { (position.lastCount, $0.rawValue) }
    let (lastCount, lastKey) = start ?? (position.lastCount + 1, "")
    return try database.all(
      Self.listing, .integer(dataset), .integer(lastCount), .text(lastKey),
      .integer(position.snapshot), .integer(count ?? -1), read: Self.record)
  }

  /// Reads a record from the columns key, value, count, time, author, the device's time and
  /// its name.
  static func record(_ row: SQLRow) throws -> SyncRecord {
    guard let key = RecordKey(row.text(0)) else { throw damage }
    return SyncRecord(
      key: key, value: row.optional(row.text, 1), syncCount: row.integer(2),
      lastModified: row.time(3), lastModifiedBy: row.optional(row.text, 4),
      deviceLastModified: row.optional(row.time, 5),
      lastModifiedDevice: row.optional(row.text, 6))
  }

  /// A row that this program cannot have written.
  static let damage = StoreError.failure(
    StorageFailure(kind: .corrupt, detail: "A row holds what no request can have written."))

  static let dropping = """
    DELETE FROM record WHERE dataset = ?1 AND key IN (
      SELECT key FROM record INDEXED BY record_since
      WHERE dataset = ?1 AND value IS NULL ORDER BY sync_count, key LIMIT ?2)
    RETURNING sync_count
    """

  /// Drops the oldest `count` tombstones and returns their counts.
  func dropTombstones(_ count: Int, _ database: Database) throws -> [SyncCount] {
    try database.all(
      Self.dropping, .integer(dataset), .integer(count)
    ) { $0.integer(0) }
  }

  static let deletion = "DELETE FROM record WHERE dataset = ?"

  /// Drops all records.
  func deleteAll(_ database: Database) throws {
    try database.run(Self.deletion, .integer(dataset))
  }

  /// Gives every live record the same count and drops the tombstones.
  func recount(to count: SyncCount, _ database: Database) throws {
    try database.run(
      "DELETE FROM record WHERE dataset = ? AND value IS NULL", .integer(dataset))
    try database.run(
      "UPDATE record SET sync_count = ?2 WHERE dataset = ?1", .integer(dataset), .integer(count))
  }
}
