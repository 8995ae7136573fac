import GRDB
import IdentityCore
import SyncCore

/// A dataset's row together with its owner's: all that decides a commit or begins a listing.
struct DatasetRow {
  /// The owner's row.
  var identity: Int64
  /// Existing datasets of the owner.
  var datasetCount: Int
  /// Whether the owner's pool publishes commits.
  var isStreaming: Bool
  /// The dataset's row, or nothing when it never existed.
  var number: Int64?
  /// The dataset's counters.
  var state = DatasetState()

  static let selection = """
    SELECT i.number, i.datasets, d.number, d.live, d.sync_count, d.deleted_at, d.created_ms,
      d.modified_ms, d.modified_by, d.bytes, d.records, d.tombstones, d.tombstone_floor,
      i.merged_into IS NULL AND NOT i.is_closed, i.pool, s.stream_status = 'ENABLED'
    FROM identity i LEFT JOIN dataset d ON d.identity = i.number AND d.name = ?2
      LEFT JOIN pool_sync s ON s.pool = i.pool
    WHERE i.id = ?1
    """

  static let namesBetween = """
    SELECT name FROM dataset WHERE identity = ? AND name > ? AND name < ? AND live ORDER BY name
    """

  /// By identity and name, whose outer order the unique index gives.
  static let ofPool = """
    SELECT d.number, i.id, d.name, d.sync_count, d.modified_ms
    FROM identity i JOIN dataset d ON d.identity = i.number
    WHERE i.pool = ?1 AND i.id >= ?2 AND (i.id > ?2 OR d.name > ?3) AND d.live
    ORDER BY i.id, d.name LIMIT ?4
    """

  static let description = """
    SELECT name, created_ms, modified_ms, modified_by, bytes, records
    FROM dataset WHERE identity = ? AND name > ? AND live ORDER BY name LIMIT ?
    """

  /// Reads the row, or nothing when the pool has no such identity; fails for unknown pools and
  /// disabled identities.
  static func fetch(_ dataset: DatasetReference, _ database: Database) throws -> DatasetRow? {
    let identity = dataset.identity
    let row = try database.first(
      selection, .text(identity.rawValue), .text(dataset.name.rawValue)
    ) { row -> DatasetRow? in
      guard row.text(14) == dataset.pool.rawValue else { return nil }
      guard row.flag(13) else { throw StoreError.identity(.forbidden(identity)) }
      return DatasetRow(row)
    }
    guard let row = row.flatMap(\.self) else {
      try PoolRow.require(dataset.pool, database)
      return nil
    }
    return row
  }

  /// Reads the row of a disabled identity's dataset.
  static func fetchDisabled(
    _ identity: IdentityID, _ name: DatasetName, _ database: Database
  ) throws -> DatasetRow? {
    try database.first(
      selection, .text(identity.rawValue), .text(name.rawValue), read: DatasetRow.init)
  }

  private init(_ row: SQLRow) {
    identity = row.integer(0)
    datasetCount = row.count(1)
    isStreaming = row.flag(15)
    number = row.optional(row.integer, 2)
    guard number != nil else { return }
    state.exists = row.flag(3)
    state.syncCount = row.integer(4)
    state.deletedAt = row.optional(row.integer, 5)
    state.created = row.time(6)
    state.lastModified = row.time(7)
    state.lastModifiedBy = row.optional(row.text, 8)
    state.storageBytes = row.count(9)
    state.recordCount = row.count(10)
    state.tombstoneCount = row.count(11)
    state.tombstoneFloor = row.integer(12)
  }

  /// Writes the counters over what is stored, and the owner's count of datasets where it changes;
  /// returns the dataset's row.
  mutating func save(name: DatasetName, existedBefore: Bool, _ database: Database) throws -> Int64 {
    let number = try number.map { try update($0, database) } ?? insert(name, database)
    self.number = number
    if state.exists != existedBefore {
      try database.run(
        Self.counting, .integer(identity), .integer(state.exists ? 1 : -1))
    }
    return number
  }

  static let counting = "UPDATE identity SET datasets = datasets + ?2 WHERE number = ?1"

  static let writing = """
    UPDATE dataset SET
      live = ?2, sync_count = ?3, deleted_at = ?4, created_ms = ?5, modified_ms = ?6,
      modified_by = ?7, bytes = ?8, records = ?9, tombstones = ?10, tombstone_floor = ?11
    WHERE number = ?1 AND sync_count < ?3
    """

  private func update(_ number: Int64, _ database: Database) throws -> Int64 {
    try database.run(
      Self.writing, .integer(number), .flag(state.exists), .integer(state.syncCount),
      .integer(state.deletedAt),
      .time(state.created), .time(state.lastModified), .text(state.lastModifiedBy),
      .integer(state.storageBytes), .integer(state.recordCount), .integer(state.tombstoneCount),
      .integer(state.tombstoneFloor))
    guard database.changesCount == 1 else {
      throw StoreError.failure(
        StorageFailure(kind: .unexpected, detail: "Dataset \(number) changed under its writer."))
    }
    return number
  }

  static let insertion = """
    INSERT INTO dataset (
      identity, name, live, sync_count, deleted_at, created_ms, modified_ms, modified_by,
      bytes, records, tombstones, tombstone_floor)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private func insert(_ name: DatasetName, _ database: Database) throws -> Int64 {
    try database.run(
      Self.insertion, .integer(identity), .text(name.rawValue), .flag(state.exists),
      .integer(state.syncCount),
      .integer(state.deletedAt), .time(state.created), .time(state.lastModified),
      .text(state.lastModifiedBy), .integer(state.storageBytes), .integer(state.recordCount),
      .integer(state.tombstoneCount), .integer(state.tombstoneFloor))
    return database.lastInsertedRowID
  }

  static let flooring = """
    UPDATE dataset SET tombstones = ?2, tombstone_floor = ?3 WHERE number = ?1
    """

  /// Writes what dropping tombstones has changed since `save`.
  func saveTombstones(_ database: Database) throws {
    try database.run(
      Self.flooring, .integer(number), .integer(state.tombstoneCount),
      .integer(state.tombstoneFloor))
  }

  /// Describes up to `count` existing datasets after `last`, by name.
  static func describeAll(
    of identity: IdentityID, _ number: Int64, after last: DatasetName?, count: Int?,
    _ database: Database
  ) throws -> [DatasetMetadata] {
    try database.all(
      description, .integer(number), .text(last?.rawValue ?? ""), .integer(count ?? -1)
    ) { row in
      guard let name = DatasetName(row.text(0)) else { return nil }
      return DatasetMetadata(
        identity: identity, name: name, created: row.time(1), lastModified: row.time(2),
        lastModifiedBy: row.optional(row.text, 3) ?? identity.rawValue,
        storageBytes: row.count(4), recordCount: row.count(5))
    }.compactMap(\.self)
  }
}
