import GRDB

/// Something that holds for every database of the service, beyond what SQLite itself knows.
struct BackupInvariant: Sendable {
  /// The migration that made the last of its tables.
  var migration = "001-service"
  /// Rows that break it: the texts that the sentence names, in order.
  let query: String
  /// Returns the sentence for one row.
  let sentence: @Sendable (SQLRow) -> String

  /// Returns a sentence for each of the first rows that break it.
  func findings(_ database: Database, most: Int) throws -> [String] {
    try database.all("\(query) LIMIT \(most)", read: sentence)
  }

  static let all = [
    storageCounters, recordCounts, deletedDatasets, deletionCounts, datasetCounts, merges,
    subscriptions, retirements,
  ]

  private static let counted = """
    SELECT i.id, d.name, d.records, count(r.value), d.bytes,
      coalesce(sum(CASE WHEN r.value IS NULL THEN 0
        ELSE length(CAST(r.key AS BLOB)) + length(CAST(r.value AS BLOB)) END), 0),
      d.tombstones, count(r.key) - count(r.value)
    FROM dataset d JOIN identity i ON i.number = d.identity
    LEFT JOIN record r ON r.dataset = d.number
    GROUP BY d.number
    HAVING d.records <> count(r.value) OR d.tombstones <> count(r.key) - count(r.value)
      OR d.bytes <> coalesce(sum(CASE WHEN r.value IS NULL THEN 0
        ELSE length(CAST(r.key AS BLOB)) + length(CAST(r.value AS BLOB)) END), 0)
    """

  private static let storageCounters = BackupInvariant(query: counted) { row in
    "Dataset '\(row.text(1))' of \(row.text(0)) counts \(row.integer(2)) records, "
      + "\(row.integer(4)) bytes and \(row.integer(6)) tombstones, but has \(row.integer(3)), "
      + "\(row.integer(5)) and \(row.integer(7))."
  }

  private static let recordCounts = BackupInvariant(
    query: """
      SELECT i.id, d.name, max(r.sync_count), d.sync_count
      FROM record r JOIN dataset d ON d.number = r.dataset JOIN identity i ON i.number = d.identity
      GROUP BY d.number HAVING max(r.sync_count) > d.sync_count OR min(r.sync_count) < 1
      """
  ) { row in
    "Dataset '\(row.text(1))' of \(row.text(0)) is at count \(row.integer(3)), but has a record "
      + "outside of 1 to that: the highest is \(row.integer(2))."
  }

  private static let deletedDatasets = BackupInvariant(
    query: """
      SELECT i.id, d.name FROM dataset d JOIN identity i ON i.number = d.identity
      WHERE NOT d.live AND EXISTS (SELECT 1 FROM record r WHERE r.dataset = d.number)
      """
  ) { row in "Dataset '\(row.text(1))' of \(row.text(0)) is deleted, but has records." }

  private static let deletionCounts = BackupInvariant(
    query: """
      SELECT i.id, d.name, d.sync_count FROM dataset d JOIN identity i ON i.number = d.identity
      WHERE max(coalesce(d.deleted_at, 0), d.tombstone_floor) > d.sync_count OR d.sync_count < 1
      """
  ) { row in
    "Dataset '\(row.text(1))' of \(row.text(0)) is at count \(row.integer(2)), which is less than "
      + "what happened to it."
  }

  private static let datasetCounts = BackupInvariant(
    query: """
      SELECT i.id, i.datasets, count(d.number)
      FROM identity i LEFT JOIN dataset d ON d.identity = i.number AND d.live
      GROUP BY i.number HAVING i.datasets <> count(d.number)
      """
  ) { row in
    "Identity \(row.text(0)) counts \(row.integer(1)) datasets, but has \(row.integer(2))."
  }

  private static let merges = BackupInvariant(
    query: """
      SELECT i.id FROM identity i JOIN identity p ON p.id = i.merged_into
      WHERE p.number = i.number OR p.pool <> i.pool
        OR EXISTS (SELECT 1 FROM login l WHERE l.identity = i.number)
      """
  ) { row in
    "Identity \(row.text(0)) is merged into another, but goes on by itself or elsewhere."
  }

  private static let subscriptions = BackupInvariant(
    migration: "002-sync-service",
    query: """
      SELECT v.id, d.name FROM subscription s
      JOIN dataset d ON d.number = s.dataset JOIN device v ON v.number = s.device
      WHERE NOT d.live OR v.identity <> d.identity
      """
  ) { row in
    "Device \(row.text(0)) follows dataset '\(row.text(1))', which is deleted or somebody else's."
  }

  private static let retirements = BackupInvariant(
    migration: "003-identity-pools",
    query: """
      SELECT id FROM retired_identity WHERE id IN (SELECT id FROM identity)
      UNION ALL SELECT id FROM retired_pool WHERE id IN (SELECT id FROM pool)
      """
  ) { row in "\(row.text(0)) was deleted, but is there." }
}
